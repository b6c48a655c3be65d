# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Whole boots: what Linux and U-Boot do with a device, and what both end with.
v=$TESTS/vectors
dtc -q -q -I dts -O dtb -o mp15.dtb "$v/linux/scenario/mp15.dts"
board=(--board stm32mp157-dk --linux-dtb mp15.dtb)

# boots in which nothing is wrong, so that nothing is complained about
for boot in linux recovery uboot; do
	for file in rsc plain; do
		sign-rproc-fw check "${board[@]}" --sequence $boot "$v/sign/$file.sign"
	done
done
# of a processor that U-Boot started, these drivers know nothing
fails 1 sign-rproc-fw check "${board[@]}" --sequence uboot-then-linux "$v/sign/rsc.sign"
# firmware that the device refuses: the user gets an error, whatever the device said
fails 1 sign-rproc-fw check "${board[@]}" --sequence linux "$v/malformed/flip_image_0.sign"
fails 1 sign-rproc-fw check "${board[@]}" --sequence uboot "$v/malformed/flip_image_0.sign"
# ST's kernel with ST's OP-TEE
sign-rproc-fw check --device st-4.0 --board stm32mp257-ev1 --kernel std --sequence linux \
	"$v/sign-st/st40_bootaddr.sign"
# a story stops where Linux stops; a list goes on
fails 1 sign-rproc-fw check --sequence recovery "$v/malformed/flip_image_0.sign"
fails 1 sign-rproc-fw check --kernel v22 --sequence start,crash "$v/malformed/flip_image_0.sign"
# whether anything was wrong is said by the exit code alone
sign-rproc-fw check --quiet --sequence linux "$v/sign/rsc.sign"
fails 1 sign-rproc-fw check --quiet --sequence linux "$v/malformed/flip_image_0.sign"
rm mp15.dtb
