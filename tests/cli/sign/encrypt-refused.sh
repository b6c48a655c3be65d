# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What can't be encrypted, and what can't be encrypted with: nothing is written.
elf=$TESTS/vectors/elf/enc_typical.elf keys=$TESTS/vectors/keys
call=(sign-rproc-fw sign --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem" --plat-tlv BOOTADDR 0x10000000)

echo '--- images' >&2
fails 1 "${call[@]}" --enc-key "$keys/aes256.bin" --in "$TESTS/vectors/elf/enc_unaligned.elf"
fails 1 "${call[@]}" --enc-key "$keys/aes256.bin" --in "$TESTS/vectors/elf/enc_unaligned.elf" --force
fails 1 "${call[@]}" --enc-key "$keys/aes256.bin" --in "$elf" --in "$TESTS/firmware/openamp.elf"
cp "$elf" spoiled.elf
# p_offset of the first PT_LOAD: the program headers; of the second: the first one's
poke spoiled.elf 88 "$(le32 52)"
fails 1 "${call[@]}" --enc-key "$keys/aes256.bin" --in spoiled.elf --force
cp "$elf" spoiled.elf
poke spoiled.elf 120 "$(le32 0x690)"
fails 1 "${call[@]}" --enc-key "$keys/aes256.bin" --in spoiled.elf --force

echo '--- keys' >&2
fails 3 "${call[@]}" --enc-key "$keys/aes128.bin" --in "$elf"
fails 3 "${call[@]}" --enc-key "$keys/aes192.bin" --in "$elf"
fails 3 "${call[@]}" --enc-key "$keys/aes128.hex" --in "$elf"
fails 3 "${call[@]}" --enc-key "$keys/aes128.hex" --in "$elf" --allow-short-aes-key
fails 3 "${call[@]}" --enc-key "$keys/rsa2048.pem" --in "$elf"
fails 3 "${call[@]}" --enc-key missing --in "$elf"

echo '--- calls' >&2
fails 2 "${call[@]}" --enc-key "$keys/aes256.bin" --in "$elf" --layout optee --tlv-order upstream
fails 2 sign-rproc-fw sign --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem" --enc-key "$keys/aes256.bin" --in "$elf" --layout optee
fails 2 "${call[@]}" --enc-key "$keys/aes256.bin" --in "$elf" --tlv-order upstream
fails 2 "${call[@]}" --enc-key "$keys/aes256.bin" --in "$elf" --deterministic
fails 2 "${call[@]}" --layout st-4.0 --pad-segments --in "$elf"
fails 2 "${call[@]}" --layout st-4.0 --allow-short-aes-key --in "$elf"
fails 2 "${call[@]}" --enc-key - --in -
cp "$keys/aes256.bin" out.sign
fails 2 "${call[@]}" --enc-key out.sign --in "$elf"
cmp out.sign "$keys/aes256.bin"
rm out.sign spoiled.elf

echo '--- warned of' >&2
head -c 32 /dev/zero >zero.key
echo 2a2b01b175ffe8266d9e8d31c57e93b51fe0559349a69a4c4ff63623333efb3d >test.key
chmod 600 zero.key test.key
for file in zero.key test.key "$keys/aes128.bin" "$keys/aes192.bin"; do
	"${call[@]}" --enc-key "$file" --in "$elf" --allow-short-aes-key
done
"${call[@]}" --enc-key - --in "$elf" <test.key
rm out.sign zero.key test.key
