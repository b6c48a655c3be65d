# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Values of platform TLVs: numbers, text, files; ids in any base.
printf 'a\0b' >value
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$KEYS/dev-rsa2048.pem" \
	--plat-tlv 0x10001 0x1 --plat-tlv 65538 0xffffffff --plat-tlv 0200003 text --plat-tlv-file 0x10004 value \
	--plat_tlv_file=0x1ffff value --plat-tlv 0x10000 4096 --plat-tlv 0x10006 ''
sign-rproc-fw dump --json out.sign | jq -c '.tlvs[] | select(.name == "platform") | [.type, .length, .value]'
rm out.sign value
