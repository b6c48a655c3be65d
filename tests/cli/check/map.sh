# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The map: what is written, below it what Linux uses of the same memory; what is small in its region again, larger.
sign-rproc-fw sign -q -k "$KEYS/dev-rsa2048.pem" -o m4.sign "$TESTS/firmware/openamp.elf"
command -v dtc >/dev/null || skip "no dtc"
sign-rproc-fw device-tree --board stm32mp157-dk --side linux >linux.dts
dtc -q -@ -O dtb -o linux.dtb linux.dts

draw() {
	sign-rproc-fw check -q --board stm32mp157-dk "$@" --format svg --out map.svg m4.sign
	grep -oE '<tspan class="name">[^<]*|<rect class="(copy|zero|table|trace|vring|buffers|carveout)" x="[0-9.]*" y="[0-9]*" width="[0-9.]*" height="[0-9]*"><title>[^<]*|enlarged [^<]*' map.svg
}
draw

# with Linux's tree it is known where the buffers are
draw --linux-dtb linux.dtb | grep buffers

# no more marks than there is room for
fails 1 sign-rproc-fw check -q --region all=0x1000:0xfffff000 --format svg --out map.svg m4.sign
grep -o 'class="mark" d="[^"]*"' map.svg | tr M '\n' | grep -c v
grep -o 'a mark each [^<]*' map.svg
