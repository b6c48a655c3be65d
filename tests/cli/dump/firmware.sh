# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A resource table, a segment without bytes, an address to load to that isn't the one to run at.
sign-rproc-fw --in "$TESTS/firmware/openamp.elf" --in "$TESTS/firmware/blink.elf" --out out.sign \
	--key "$KEYS/dev-rsa2048.pem" --force --quiet
sign-rproc-fw dump out.sign
sign-rproc-fw dump --json out.sign | jq '.images[].resource_table'
rm out.sign
