# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A new key signs, OpenSSL reads it, and nobody else can.
umask 022
for type in rsa2048 rsa3072 rsa4096 ec256; do
	echo "$type"
	sign-rproc-fw key new --type "$type" --no-passphrase --out "$type.pem"
	stat -c '%n %a' "$type.pem" "$type.pub.pem"
	openssl pkey -in "$type.pem" -noout -text | sed -n 1p
	openssl pkey -in "$type.pem" -pubout | cmp - "$type.pub.pem"
	openssl pkey -in "$type.pem" -check -noout
done
sign-rproc-fw --in "$TESTS/firmware/openamp.elf" --out out.sign --key rsa2048.pem
sign-rproc-fw verify --key rsa2048.pub.pem out.sign

# two keys are two keys
sign-rproc-fw key new --type ec256 --no-passphrase --out other
cmp -s other ec256.pem || ls other*

# encrypted, by any source; AES-256 and PBKDF2, with enough iterations
sign-rproc-fw key new --type ec256 --out k.pem --public-out public.pem --key-pass fd:3 3<<<'correct horse'
ls k* public.pem
head -n 1 k.pem
openssl asn1parse -in k.pem | grep -E 'OBJECT|INTEGER' | sed 's/.*prim: //; s/ *: */ /'
openssl pkey -in k.pem -passin 'pass:correct horse' -pubout | cmp - public.pem
fails 1 openssl pkey -in k.pem -passin pass:wrong -noout 2>/dev/null
PASS='correct horse' sign-rproc-fw key info --key-pass env:PASS k.pem | sed -n 1p

sign-rproc-fw key new --type rsa2048 --no-passphrase -o j.pem --json | sed 's/sha256:[0-9a-f]*/sha256:'"$(printf '%064d' 0)"'/'
rm ./*.pem other* out.sign
