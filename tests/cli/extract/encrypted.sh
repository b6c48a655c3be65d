# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --enc-key: what comes out of an encrypted container is what was signed, in every form.
v=$TESTS/vectors key=$TESTS/vectors/keys/aes256.bin
elf=$TESTS/firmware/openamp-encryptable.elf
sign=(sign-rproc-fw sign --key "$v/keys/rsa2048.pem" --plat-tlv BOOTADDR 0x10000000)

"${sign[@]}" --in "$elf" --in "$v/elf/enc_secure.elf" --out encrypted.sign --enc-key "$key"
"${sign[@]}" --in "$elf" --in "$v/elf/enc_secure.elf" --out plain.sign --layout st-4.0
for kind in encrypted plain; do
	mkdir $kind
	options=()
	[ $kind = plain ] || options=(--enc-key "$key")
	sign-rproc-fw extract $kind.sign "${options[@]}" --images $kind --segments $kind/segments --hex $kind/hex
	sign-rproc-fw extract $kind.sign "${options[@]}" --image 1 --memory $kind/memory --quiet
done
diff -r encrypted plain
cmp encrypted/image-0.elf "$elf"
cmp encrypted/image-1.elf "$v/elf/enc_secure.elf"
rm -r encrypted plain
sign-rproc-fw extract encrypted.sign --enc-key "$key" --key "$v/keys/rsa2048.pub.pem" --image 1 --out out.elf --verbose
cmp out.elf "$v/elf/enc_secure.elf"
rm out.elf

echo '--- refused' >&2
head -c 32 /dev/urandom >other.key
chmod 600 other.key
fails 3 sign-rproc-fw extract encrypted.sign --images out
fails 1 sign-rproc-fw extract encrypted.sign --images out --enc-key other.key
fails 1 sign-rproc-fw extract encrypted.sign --images out --enc-key other.key --key "$v/keys/rsa2048.pub.pem"
fails 1 sign-rproc-fw extract plain.sign --images out --enc-key "$key"
fails 1 sign-rproc-fw extract plain.sign --images out --enc-key "$key" --key "$v/keys/rsa2048.pub.pem"
fails 3 sign-rproc-fw extract encrypted.sign --images out --enc-key missing
cp "$key" other.key
fails 2 sign-rproc-fw extract encrypted.sign --hex other.key --enc-key other.key
cmp other.key "$key"
fails 2 sign-rproc-fw extract - --images out --enc-key -
fails 2 sign-rproc-fw extract encrypted.sign --images out --allow-short-aes-key
rm other.key plain.sign encrypted.sign
