# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The trees of each board: dtc has nothing to say against them, and they tell check what the board's name tells.
regions() {
	jq -c '.regions[] | [.name, .address, .physical_address, .size]' | sort
}

cp "$TESTS/vectors/sign/rsc.sign" fw.sign
sign-rproc-fw check --list-boards | awk '/^stm32mp/ && !/3.16/ { print $1 }' | while read -r board; do
	for side in optee linux; do
		sign-rproc-fw device-tree --board "$board" --side "$side" | dtc -I dts -O dtb -o "$side.dtb" -
	done
	sign-rproc-fw check --json --quiet --dtb optee.dtb --linux-dtb linux.dtb fw.sign >tree.json 2>tree.err || true
	sign-rproc-fw check --json --quiet --board "$board" fw.sign >board.json 2>board.err || true
	diff <(regions <board.json) <(regions <tree.json)
	echo "$board: $(jq -r '[.linux_tree.binding, ([.findings[].id | select(test("^linux-(binding|region)"))] | tojson)] | join(" ")' tree.json)"
	grep 'device tree' tree.err || true
done

# a board of the STM32MP15 with the other binding
for board in stm32mp157-dk stm32mp157-dk-st; do
	for binding in v22 std; do
		for side in optee linux; do
			sign-rproc-fw device-tree --board "$board" --side "$side" --binding "$binding" |
				dtc -I dts -O dtb -o "$side.dtb" -
		done
		sign-rproc-fw check --json --quiet --dtb optee.dtb --linux-dtb linux.dtb fw.sign >tree.json 2>tree.err || true
		echo "$board $binding: $(jq -c '[.linux_tree.binding, [.findings[].id | select(test("^linux-(binding|region)"))]]' tree.json)"
	done
done

# what is printed
sign-rproc-fw device-tree --board stm32mp157-dk-st-tree --side optee
sign-rproc-fw device-tree --board stm32mp257-ev1 --side linux --include
sign-rproc-fw device-tree --board stm32mp157-dk-st --side linux --json | jq '.source |= .[:10]'

# what there is none of
fails 2 sign-rproc-fw device-tree --board imx7 --side linux
fails 2 sign-rproc-fw device-tree --board stm32mp15-st-3.16 --side linux
fails 2 sign-rproc-fw device-tree --board stm32mp257-ev1 --side linux --binding v22
fails 2 sign-rproc-fw device-tree --board stm32mp157 --side linux
fails 2 sign-rproc-fw device-tree --board stm32mp157-dk
fails 2 sign-rproc-fw device-tree --side linux
fails 2 sign-rproc-fw device-tree --board stm32mp157-dk --for fw.sign --side linux
rm ./*
