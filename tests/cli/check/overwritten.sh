# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# 0x10000000 and 0x30000000 are the same memory of the STM32MP15, which no device notices.
cp "$TESTS/vectors/elf/dup_paddr.elf" two.elf
poke two.elf 0x60 "$(le32 0x30000020)"
sign-rproc-fw check --json --board stm32mp157-dk --key "$KEYS/dev-rsa2048.pem" two.elf | jq -c '.findings, .load.code'
sign-rproc-fw check --board stm32mp157-dk --key "$KEYS/dev-rsa2048.pem" --quiet two.elf
rm two.elf
