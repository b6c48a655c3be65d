# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A region may be large, but OP-TEE maps 10 MiB of it at the most.
cp "$TESTS/vectors/elf/plain.elf" large.elf
size=$(u32 large.elf 0x44)
for memory in $((10 << 20)) $(((10 << 20) + 1)); do
	poke large.elf 0x48 "$(le32 $((size + memory)))"
	code=0
	sign-rproc-fw check --json --region ddr=0x10000000:0x4000000 --key "$KEYS/dev-rsa2048.pem" large.elf >answer || code=$?
	echo "exit code $code: $(jq -c '[.load.code, .load.rule, .load.reason]' answer)"
done
rm large.elf answer
