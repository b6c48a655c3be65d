# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# From every layout to every other: what comes out is what signing the images there gives.
v=$TESTS/vectors
key=$v/keys/rsa2048.pem
sign() { sign-rproc-fw sign --quiet --in "$v/elf/plain.elf" --out "$2" --key "$key" --layout "$1" "${@:3}"; }
convert() { sign-rproc-fw convert --quiet --to "$1" --in "$2" --out "$3" --verify-key "$v/keys/rsa2048.pub.pem" --key "$key" "${@:4}"; }

for from in optee st-4.0 st-3.19 st-3.16; do
	for to in optee st-4.0 st-3.19 st-3.16; do
		sign $from from.sign
		sign $to expected.sign
		convert $to from.sign converted.sign
		cmp expected.sign converted.sign
	done
done
# platform TLVs
sign st-4.0 from.sign --plat-tlv BOOTADDR 0x80000000
sign st-3.19 expected.sign --plat-tlv NSBOOTADDR 0x80000000
convert st-3.19 from.sign converted.sign
cmp expected.sign converted.sign
convert st-4.0 converted.sign back.sign
cmp from.sign back.sign
sign st-4.0 from.sign --plat-tlv BOOTADDR 0x80000000 --plat-tlv BOOTSEC 0x1
sign st-3.19 expected.sign --plat-tlv SBOOTADDR 0x80000000
convert st-3.19 from.sign converted.sign
cmp expected.sign converted.sign
convert st-4.0 converted.sign back.sign
cmp from.sign back.sign
convert optee from.sign converted.sign
sign optee expected.sign --plat-tlv 0x10001 0x80000000 --plat-tlv 0x10002 0x1
cmp expected.sign converted.sign
convert st-3.19 converted.sign given.sign --plat-tlv SBOOTADDR 0x80000000 --plat-tlv NSBOOTADDR 0x80200000
sign-rproc-fw dump given.sign | grep BOOTADDR
# with key information, and another order
convert st-4.0 given.sign converted.sign --plat-tlv BOOTADDR 0x80000000 --key-info "$v/keys/key_info.bin" --tlv-order upstream
sign st-4.0 expected.sign --plat-tlv BOOTADDR 0x80000000 --key-info "$v/keys/key_info.bin" --tlv-order upstream
cmp expected.sign converted.sign
# several images
sign-rproc-fw convert --quiet --to st-4.0 "$v/sign/two_images.sign" --out converted.sign --no-verify --key "$key" 2>/dev/null
cmp converted.sign "$v/sign-st/st40_two_images.sign"
rm ./*.sign
