#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Every source file and script that git tracks names its licence within its first lines.

. "$(dirname "$0")/lint.sh"

# Whether the file has to name its licence; data, texts for people and the licence itself have not.
is_source()
{
	case $1 in
	*.c | *.h | *.S | *.ld | *.cmake | *.cmake.in | *.sh | *.bash | *.fish | *.zsh | *.py | *.[135] | CMakeLists.txt | */CMakeLists.txt) return 0 ;;
	Makefile | */Makefile) return 0 ;;
	esac
	[ "$(head -c 2 "$1" | tr -d '\0')" = '#!' ]
}

git -c safe.directory='*' ls-files >"$scratch/tracked"
[ -s "$scratch/tracked" ] || complain "git tracks no file"
while read -r file; do
	# one that was deleted is tracked until that is committed
	if [ -f "$file" ] && is_source "$file"; then
		head -n 3 "$file" | grep -q 'SPDX-License-Identifier: BSD-2-Clause' || complain "$file has no SPDX line"
	fi
done <"$scratch/tracked"
finish
