# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The reference script's call, in every spelling, makes the reference's bytes.
v=$TESTS/vectors
elfs=(--in "$v/elf/secure.elf" --in "$v/elf/nonsecure.elf")
key=$v/keys/rsa3072.pem
info=$v/keys/key_info.bin
tlvs=(--plat-tlv 0x10001 0x80000000 --plat-tlv 0x10002 s)

check() {
	cmp out.sign "$v/sign/everything.sign"
	rm out.sign
}

sign-rproc-fw "${elfs[@]}" --out out.sign --key "$key" --key_info "$info" --key_type RSA "${tlvs[@]}"
check
sign-rproc-fw sign "${elfs[@]}" --out out.sign --key "$key" --key_info "$info" --key_type RSA "${tlvs[@]}"
check
sign-rproc-fw "${elfs[@]}" --out out.sign --key "$key" --key-info "$info" --key-type RSA "${tlvs[@]}"
check
sign-rproc-fw "${elfs[@]}" --out=out.sign --key="$key" --key_info="$info" --key_type=RSA \
	--plat_tlv=0x10001 0x80000000 --plat_tlv=0x10002 s
check
sign-rproc-fw sign --key-type=rsa "${tlvs[@]}" --out=out.sign --key-info="$info" --key="$key" "${elfs[@]}"
check
sign-rproc-fw sign "$v/elf/secure.elf" "$v/elf/nonsecure.elf" --out out.sign --key "$key" --key-info "$info" "${tlvs[@]}"
check
