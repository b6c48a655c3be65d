# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The key that a device decrypts with, in all forms; what it makes of the segments is in the JSON output.
v=$TESTS/vectors
digests() {
	sign-rproc-fw check --device st-4.0 --json "$@" | sed -n '/"load":/,$p' | grep -E '"(reason|sha256)"'
}
umask 077
cp "$v/keys/aes256.bin" "$v/keys/aes256.hex" "$v/keys/aes128.bin" "$v/keys/aes128.hex" .
digests "$v/sign-st/st40_enc256.sign"
digests --enc-key aes256.bin "$v/sign-st/st40_enc256.sign"
digests --enc-key aes256.hex "$v/sign-st/st40_enc256.sign"
# what was encrypted with a short key, and how a device decrypts it
fails 3 sign-rproc-fw check --device st-4.0 --enc-key aes128.bin "$v/sign-st/st40_enc128.sign"
digests --enc-key aes128.bin --allow-short-aes-key "$v/sign-st/st40_enc128.sign"
# a text that could be either
fails 3 sign-rproc-fw check --device st-4.0 --enc-key aes128.hex "$v/sign-st/st40_enc128.sign"
fails 3 sign-rproc-fw check --device st-4.0 --enc-key aes128.hex --allow-short-aes-key "$v/sign-st/st40_enc128.sign"
# keys that protect nothing
head -c 32 /dev/zero >zero.bin
fails 1 sign-rproc-fw check --device st-4.0 --enc-key zero.bin "$v/sign-st/st40_enc256.sign" | head -n 3
echo 2a2b01b175ffe8266d9e8d31c57e93b51fe0559349a69a4c4ff63623333efb3d >test.hex
sign-rproc-fw check --device st-4.0 --enc-key test.hex --quiet "$v/sign-st/st40_enc256.sign"
sign-rproc-fw check --device st-4.0 --enc-key test.hex "$v/sign-st/st40_enc256.sign" | head -n 2
# files
chmod 644 aes256.bin
sign-rproc-fw check --device st-4.0 --enc-key aes256.bin "$v/sign-st/st40_enc256.sign" | head -n 2
sign-rproc-fw check --device st-4.0 --enc-key - "$v/sign-st/st40_enc256.sign" <aes256.hex | head -n 2
: >empty
for file in empty nothing /dev/zero "$v/elf/plain.elf"; do
	fails 3 sign-rproc-fw check --enc-key "$file" "$v/sign-st/st40_enc256.sign"
done
fails 2 sign-rproc-fw check --allow-short-aes-key "$v/sign-st/st40_enc256.sign"
rm empty test.hex zero.bin aes*
