#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# docs/device-model.md knows every rule, device and board: device-model.sh SOURCE-FOLDER sign-rproc-fw
# shellcheck disable=SC2016 # the backticks are those of the page

. "$(dirname "$0")/lint.sh"
program=$2
page=docs/device-model.md

grep -oE '`[a-z0-9.-]+`' "$page" | tr -d '`' | sort -u >"$scratch/page"

# --- rules: the string behind the result of an answer, or behind what functions for one result are about

cat src/device/*.c | tr '\n\t' '  ' |
	grep -oE '(SIGNFW_TEE_[A-Z_]+|result|missing|misfit|bad_entry|(bad_format|outside|corrupt)\([^,"]*|crash\([^"]*), *"[a-z-]+"' |
	sed 's/.*"\(.*\)"/\1/' | sort -u >"$scratch/rules"
[ -s "$scratch/rules" ] || complain "the device model has no rules"
comm -23 "$scratch/rules" "$scratch/page" >"$scratch/only"
complain_each "$page doesn't know the rule " "$scratch/only"

# the last column of the table of checks
awk -F'|' '/^\|/ && NF == 6 && $5 ~ /^ `[a-z-]+` $/ { gsub(/[` ]/, "", $5); print $5 }' "$page" | sort -u >"$scratch/column"
[ -s "$scratch/column" ] || complain "$page has no table of checks"
comm -13 "$scratch/rules" "$scratch/column" >"$scratch/only"
complain_each "the device model doesn't know the rule " "$scratch/only"

# --- devices and boards

for list in devices boards; do
	"$program" check --list-$list | awk '{ print $1 }' | sort >"$scratch/names"
	[ -s "$scratch/names" ] || complain "the program has no $list"
	comm -23 "$scratch/names" "$scratch/page" >"$scratch/only"
	complain_each "$page doesn't know all $list: " "$scratch/only"
done
finish
