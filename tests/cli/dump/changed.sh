# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Program headers aren't signed: what devices make of changed ones, and what was signed in their place.
cp "$TESTS/vectors/sign/typical.sign" changed.sign
at=$((0x26c + 52)) # of the program headers: 32 bytes each
poke changed.sign $((at + 32 + 24)) 07     # p_flags of segment 1: no device looks at them
poke changed.sign $((at + 64 + 20)) 07     # p_memsz of segment 2
poke changed.sign $((at + 96 + 12)) 40     # p_paddr of segment 3
sign-rproc-fw dump changed.sign
sign-rproc-fw dump --json changed.sign
echo '--- one program header less'
cp "$TESTS/vectors/sign/typical.sign" changed.sign
poke changed.sign $((0x26c + 44)) 03
sign-rproc-fw dump changed.sign | sed -n '/^Hash table/,/^Image/p; /^Findings/,$p'
sign-rproc-fw dump --json changed.sign >report.json
jq -c '.hash_table[] | [.image, .segment]' report.json
echo '--- encrypted'
sign-rproc-fw dump --json "$TESTS/vectors/sign-st/st40_enc256.sign" | jq -c '.hash_table[], .encryption_table[]'
rm changed.sign report.json
