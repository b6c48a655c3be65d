# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Values of platform TLVs: numbers, text, files; ids in any base.
printf 'a\0b' >value
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$KEYS/dev-rsa2048.pem" \
	--plat-tlv 0x10001 0x1 --plat-tlv 65538 0xffffffff --plat-tlv 0200003 text --plat-tlv-file 0x10004 value \
	--plat_tlv_file=0x1ffff value --plat-tlv 0x10000 4096 --plat-tlv 0x10006 ''
sign-rproc-fw dump --json out.sign | jq -c '.tlvs[] | select(.name == "platform") | [.type, .length, .value]'
rm value
# what devices take as a number may be decimal, by name and by id; as text no device takes it
for value in 2148532224 0X80100000 0 10 010 4294967296 one; do
	for id in BOOTADDR 0x10001 0x10003; do
		sign-rproc-fw --layout st-4.0 --in "$TESTS/vectors/elf/plain.elf" --out out.sign --force \
			--key "$TESTS/vectors/keys/rsa2048.pem" --plat-tlv $id $value
		sign-rproc-fw dump --json out.sign |
			jq -c --arg what "$id $value" '.tlvs[] | select(.type > "0x00010000") | [$what, .length, .value]'
	done
done
fails 1 sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out new.sign --key "$TESTS/vectors/keys/rsa2048.pem" \
	--plat-tlv BOOTADDR 010
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem" \
	--plat-tlv BOOTADDR 2148532224 --plat-tlv BOOTSEC 1
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out same.sign --key "$TESTS/vectors/keys/rsa2048.pem" \
	--plat-tlv BOOTADDR 0x80100000 --plat-tlv BOOTSEC 0x1
cmp out.sign same.sign
rm out.sign same.sign
