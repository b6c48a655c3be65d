# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Key information is the old key's: what becomes of it has to be said.
v=$TESTS/vectors
sign-rproc-fw sign --quiet --in "$v/elf/plain.elf" --out with.sign --key "$v/keys/rsa2048.pem" --key-info "$v/keys/key_info.bin"
call=(sign-rproc-fw resign --verify-key "$v/keys/rsa2048.pub.pem" --key "$v/keys/rsa2048.pem" --out out.sign)

fails 2 "${call[@]}" with.sign
[ ! -e out.sign ]
"${call[@]}" with.sign --no-key-info
cmp out.sign "$v/sign/plain.sign"
"${call[@]}" with.sign --key-info "$v/keys/key_info.bin"
cmp out.sign with.sign
# there is none, and there is going to be one
"${call[@]}" "$v/sign/plain.sign"
cmp out.sign "$v/sign/plain.sign"
"${call[@]}" "$v/sign/plain.sign" --no-key-info
cmp out.sign "$v/sign/plain.sign"
"${call[@]}" "$v/sign/plain.sign" --key-info "$v/keys/key_info.bin"
cmp out.sign with.sign
# the key itself, in the place of the old one
openssl pkey -pubin -in "$v/keys/rsa2048.pub.pem" -outform DER -out new.der
for old in with.sign "$v/sign/plain.sign"; do
	"${call[@]}" "$old" --key-info auto
	sign-rproc-fw dump --tlv PKEYINFO out.sign | cmp - new.der
done
rm ./*.sign new.der
