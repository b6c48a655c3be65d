# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Two segments at one address, or over each other: names stay apart, and memory is as a device leaves it.
v=$TESTS/vectors

sign-rproc-fw --in "$v/elf/dup_paddr.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem" --force --quiet
sign-rproc-fw extract --segments segments --verbose --quiet in.sign
fails 1 sign-rproc-fw extract --hex out.hex in.sign
rm -r segments

sign-rproc-fw --in "$v/elf/overlap.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem" --quiet
sign-rproc-fw extract --segments segments --memory memory.bin --verbose --quiet in.sign
part segments/0x10000000.bin 0 32 | cat - segments/0x10000020.bin | cmp - memory.bin
rm -r segments memory.bin

# a segment without memory is nowhere, even below all that has some
cp "$v/elf/overlap.elf" nowhere.elf
poke nowhere.elf $((52 + 32 + 8)) 00000000000000000000000000000000
sign-rproc-fw --in nowhere.elf --out in.sign --key "$KEYS/dev-rsa2048.pem" --quiet
sign-rproc-fw extract --segments segments --memory memory.bin in.sign
cmp segments/0x10000000.bin memory.bin
rm -r segments memory.bin nowhere.elf

# nothing to load
sign-rproc-fw --in "$v/elf/no_load.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem" --force --quiet
fails 1 sign-rproc-fw extract --segments segments --quiet in.sign
fails 1 sign-rproc-fw extract --hex out.hex --quiet in.sign
fails 1 sign-rproc-fw extract --memory memory.bin --quiet in.sign
rm in.sign
