# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
# What the checks of this folder have in common: sourced by each, with the source folder as $1.

set -eu
export LC_ALL=C
cd "$1"
failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Says what is wrong, and goes on, so that one run shows all of it.
complain()
{
	printf '%s\n' "$*" >&2
	failed=1
}

# Complains about each line of the file $2, saying $1 before it.
complain_each()
{
	while IFS= read -r line; do
		complain "$1$line"
	done <"$2"
}

# Compares two sorted lists: $1 says what is wrong with a line that only the file $3 has, $2 with one that only $4 has.
compare()
{
	[ -s "$3" ] || complain "nothing to compare: $3 is empty"
	comm -23 "$3" "$4" >"$scratch/only"
	complain_each "$1: " "$scratch/only"
	comm -13 "$3" "$4" >"$scratch/only"
	complain_each "$2: " "$scratch/only"
}

finish()
{
	exit "$failed"
}
