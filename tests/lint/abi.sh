#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The binary interface is the one in tests/abi: abi.sh SOURCE-FOLDER libsignfw.so

. "$(dirname "$0")/lint.sh"
library=$2

skip()
{
	echo "skipped: $*" >&2
	exit 77
}

command -v abidw >/dev/null || skip "there is no abidw; scripts/setup test installs it"
machine=$(sed -n "1s/.* architecture='\([^']*\)'.*/\1/p" tests/abi/libsignfw.abi)
tests/abi/dump "$library" "$scratch"
grep -q "^<abi-corpus .* architecture='$machine'" "$scratch/libsignfw.abi" || skip "tests/abi is of a machine $machine"
grep -q '<function-decl ' "$scratch/libsignfw.abi" || skip "$library has no debug information"

abidiff --no-show-locs tests/abi/libsignfw.abi "$scratch/libsignfw.abi" >&2 || complain "the binary interface has changed"
diff -u tests/abi/constants "$scratch/constants" >&2 || complain "public constants have changed"
[ "$failed" -eq 0 ] || complain "if that is meant, and announced in CHANGELOG.md: tests/abi/update"
finish
