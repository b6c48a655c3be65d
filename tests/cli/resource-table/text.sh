# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A good table of a firmware, in an ELF file and in a container; then tables that Linux doesn't like.
dtc -q -q -I dts -O dtb -o mp15.dtb "$TESTS/vectors/linux/scenario/mp15.dts"
v=$TESTS/vectors/linux

sign-rproc-fw resource-table "$TESTS/firmware/openamp.elf"
sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --key "$TESTS/vectors/keys/rsa2048.pem" --out fw.sign
sign-rproc-fw resource-table fw.sign --linux-dtb mp15.dtb
echo --- refused
fails 1 sign-rproc-fw resource-table --raw "$v/bad-second-off.bin" --linux-dtb mp15.dtb --address 0x1003f000
echo --- unsafe
fails 1 sign-rproc-fw resource-table --raw "$v/fmt-carveout-s.bin"
echo --- boots, but without IPC
sign-rproc-fw resource-table --raw "$v/dead-vring-big.bin" --linux-dtb mp15.dtb
echo --- an older Linux
fails 1 sign-rproc-fw resource-table --raw "$v/dead-vring-big.bin" --linux-dtb mp15.dtb --linux 5.x
echo --- none
sign-rproc-fw resource-table "$TESTS/firmware/blink.elf"
sign-rproc-fw resource-table "$TESTS/firmware/blink.elf"
echo --- everything that there is to say
sign-rproc-fw resource-table --raw "$v/ok-status-set.bin" --verbose
rm mp15.dtb fw.sign
