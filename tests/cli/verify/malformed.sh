# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Unusual, malformed and damaged containers: exit code, and what is found.
v=$TESTS/vectors

while read -r name key container; do
	code=0
	echo "$name" >&2
	sign-rproc-fw verify --key "$v/$key" "$v/$container" || code=$?
	echo "$code $name"
done < <(jq -r '.[] | "\(.name) \(.key) \(.container)"' "$v/malformed.json")
