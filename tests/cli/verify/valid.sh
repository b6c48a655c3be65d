# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Silent when all is well: every container of the reference that the format allows.
v=$TESTS/vectors
query='.[] | select(.reference == "signed" and .name != "big_endian") | "\(.name) \(.key) \(.container)"'

while read -r name key container; do
	echo "$name" >&2
	sign-rproc-fw verify --key "$v/${key/-encrypted/}" "$v/$container"
done < <(jq -r "$query" "$v/cases.json")
