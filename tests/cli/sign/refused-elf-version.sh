# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
cp "$TESTS/vectors/elf/plain.elf" version-0.elf
poke version-0.elf 6 00
fails 1 sign-rproc-fw --in version-0.elf --out out.sign --key "$KEYS/dev-rsa2048.pem"
rm version-0.elf
