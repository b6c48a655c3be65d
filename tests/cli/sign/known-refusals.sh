# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What the reference script fails on, and the two that it signs and no device takes as meant.
elf=$TESTS/vectors/elf/plain.elf
key=$TESTS/vectors/keys/rsa2048.pem

fails 1 sign-rproc-fw --in "$TESTS/vectors/elf/x86.elf" --out out.sign --key "$key" --force
fails 1 sign-rproc-fw --in "$TESTS/vectors/elf/big_endian.elf" --out out.sign --key "$key" --force
fails 2 sign-rproc-fw --in "$elf" --out out.sign --key "$key" --plat-tlv 0x5 0x1
fails 2 sign-rproc-fw --in "$elf" --out out.sign --key "$key" --plat-tlv 0x20000 0x1
fails 2 sign-rproc-fw --in "$elf" --out out.sign --key "$key" --plat-tlv 0x10005 0x123456789a
fails 2 sign-rproc-fw --in "$elf" --out out.sign --key "$key" --plat-tlv 0x10005 a --plat-tlv 0x10005 bb
