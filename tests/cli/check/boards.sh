# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What a board's name stands for, and what an accepted LOAD leaves out: whether the processor starts.
v=$TESTS/vectors
check() {
	local code=0
	sign-rproc-fw check "$@" || code=$?
	echo "exit code $code"
}

# the report says whose regions they are; regions of a tree aren't those of the documentation
check --device st-4.0 --board stm32mp257-ev1 "$v/sign-st/st40_bootaddr.sign" | sed -n '/^  memory\|exit/p'
check --device st-4.0 --board stm32mp257-ev1-tree "$v/sign-st/st40_bootaddr.sign" | sed -n '/^  memory\|exit/p'
check --device st-4.0 --board stm32mp257-ev1 --json "$v/sign-st/st40_bootaddr.sign" | grep -A 3 '"board"'
sign-rproc-fw check --device st-3.16 --json "$v/sign-st/st316_plain.sign" | jq -c .
check --device optee --region 0x10000000:0x60000 --json "$v/sign/plain.sign" | grep '"board"'
# without BOOTADDR an STM32MP2 never starts, an STM32MP1 does
check --device st-4.0 --quiet --json "$v/sign-st/st40_two_images.sign" | grep '"message"'
check --device st-4.0 --board stm32mp257-ev1 "$v/sign-st/st40_two_images.sign" | sed -n '1p;/exit/p'
check --device st-4.0 --board stm32mp157-dk-st --key "$v/keys/rsa2048.pem" "$v/elf/plain.elf" | sed -n '1p;/exit/p'
check --device st-3.19 "$v/sign-st/st319_two.sign" | sed -n '1p;/exit/p'
# nor with one that is outside of its memory
sign-rproc-fw sign --layout st-4.0 --bootaddr 0x20000000 --key "$v/keys/rsa2048.pem" --in "$v/elf/plain.elf" --out out.sign
check --device st-4.0 --board stm32mp257-ev1 out.sign | sed -n '1p;/exit/p'
check --device st-4.0 --board stm32mp157-dk-st out.sign | sed -n '1p;/exit/p'
# no driver
check --device optee --board stm32mp257-ev1 "$v/sign/plain.sign" | sed -n '1p;/exit/p'
check --device st-3.19 --board stm32mp157-dk-st "$v/sign-st/st319_plat.sign" | sed -n '1p;/exit/p'
check --device optee --board stm32mp157-dk "$v/sign/plain.sign" | sed -n '1p;/exit/p'
# `sign` for a board says what is true of that board
for board in stm32mp157-dk-st stm32mp257-ev1; do
	sign-rproc-fw sign --layout st-4.0 --device st-4.0 --board $board --force --key "$v/keys/rsa2048.pem" \
		--in "$v/elf/plain.elf" --out out.sign
done
sign-rproc-fw sign --layout st-4.0 --key "$v/keys/rsa2048.pem" --in "$v/elf/plain.elf" --out out.sign
rm out.sign
