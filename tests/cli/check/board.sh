# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A built-in board: firmware of the examples, signed and checked.
sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out openamp.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw check --board stm32mp157-dk --key "$KEYS/dev-rsa2048.pub.pem" openamp.sign
fails 1 sign-rproc-fw check --board rcar-cr7 openamp.sign | sed -n 1,3p
rm openamp.sign
