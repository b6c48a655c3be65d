# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Layout st-4.0: TLVs by name, in both orders, and what it warns of.
elf=$TESTS/vectors/elf/plain.elf
call=(sign-rproc-fw sign --layout st-4.0 --in "$elf" --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem")
tlvs() { sign-rproc-fw dump --json out.sign | jq -c '[.layout, (.tlvs[] | [.name, .value])]'; }

"${call[@]}" --plat-tlv BOOTADDR 0x80000000 --plat-tlv BOOTSEC 0x1
tlvs
"${call[@]}" --plat-tlv 0x10001 0x80000000 --plat-tlv 0x10002 0x1 --tlv-order=upstream
tlvs
sign-rproc-fw dump out.sign --tlv bootaddr | od -An -tx1
# decimal numbers, but not what may be an address without its 0x: below
"${call[@]}" --plat-tlv BOOTADDR 2148532224 --plat-tlv 0x10002 1
tlvs
echo '--- warnings' >&2
"${call[@]}"
"${call[@]}" --plat-tlv BOOTADDR 0x80000040 --plat-tlv BOOTSEC 0x0 --plat-tlv 0x10003 0x1
tlvs
echo '--- refused' >&2
fails 1 "${call[@]}" --plat-tlv BOOTADDR 80000000
fails 1 "${call[@]}" --plat-tlv BOOTADDR ''
"${call[@]}" --force --plat-tlv BOOTADDR 80000000
fails 2 "${call[@]}" --plat-tlv LOADADDR 0x1
fails 2 "${call[@]}" --plat-tlv bootaddr 0x1
fails 2 "${call[@]}" --tlv-order alphabetical
fails 2 sign-rproc-fw sign --in "$elf" --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem" --tlv-order st
rm out.sign
