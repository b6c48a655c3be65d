# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# ST's versions of OP-TEE, and R-Car's: each with the containers that it takes, and with those of others.
v=$TESTS/vectors
check() {
	local code=0
	sign-rproc-fw check "$@" || code=$?
	echo "exit code $code"
}

# the memory is built in
check --device st-3.16 --key "$v/keys/rsa2048.pub.pem" "$v/sign-st/st316_plain.sign"
# a container for one device, on the others
for device in optee st-4.0 st-4.0-otp st-3.19 st-3.16 rcar-3.12; do
	for container in sign/plain sign-st/st40_enc256 sign-st/st319_plat sign-st/st316_plain; do
		check --device $device --json --quiet "$v/$container.sign" | sed -n 's/.*"reason":"\(.*\)".*/\1/p; $p'
	done
	fails 1 sign-rproc-fw check --quiet --device $device "$v/elf/plain.elf"
done
# an ELF file is signed as it has to be for the device
for device in optee st-4.0 st-4.0-otp st-3.19 st-3.16; do
	check --device $device --key "$v/keys/rsa2048.pem" --json --quiet "$v/elf/plain.elf" |
		sed -n 's/.*"\(layout\|code\)":"\(.*\)".*/\2/p; $p'
done
# booting
boot=load,start,stop,load,start
check --device st-4.0 --board stm32mp257-ev1 --sequence $boot "$v/sign-st/st40_two_images.sign"
check --device st-4.0 --board stm32mp257-ev1 --sequence $boot "$v/sign-st/st40_bootaddr.sign"
check --device st-3.19 --board stm32mp257-ev1 --sequence $boot "$v/sign-st/st319_two.sign"
check --device rcar-3.12 --region all=0x1000:0xfffff000 --sequence load,table,start "$v/sign-st/st316_plain.sign"
# faults on the way: the boot address of a container that is refused, and one that isn't a multiple of 128
cp "$v/sign-st/st40_bootaddr.sign" broken.sign
poke broken.sign "$((20 + $(u32 broken.sign 8) + $(u32 broken.sign 12)))" 80
check --device st-4.0 --board stm32mp257-ev1 --sequence load,load broken.sign
rm broken.sign
