# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
sign-rproc-fw sign --json --in "$TESTS/vectors/elf/overlap.elf" --out out.sign --key "$KEYS/dev-rsa2048.pem" >good.json
fails 1 sign-rproc-fw sign --json --in "$TESTS/vectors/elf/x86.elf" --out bad.sign --key "$KEYS/dev-rsa2048.pem" >bad.json
jq . good.json bad.json
rm good.json bad.json out.sign
