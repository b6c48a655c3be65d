#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Every source file and script that git tracks names its licence within its first lines.

. "$(dirname "$0")/lint.sh"

git -c safe.directory='*' ls-files | sort >"$scratch/tracked"
[ -s "$scratch/tracked" ] || complain "git tracks no file"
# one that was deleted is tracked until that is committed
while read -r file; do
	[ ! -f "$file" ] || echo "$file"
done <"$scratch/tracked" >"$scratch/there"

# data, texts for people and the licence itself don't have to name it
names='\.(c|h|S|ld|cmake|cmake\.in|sh|bash|fish|zsh|py|[135])$|(^|/)(CMakeLists\.txt|Makefile)$'
{
	grep -E "$names" "$scratch/there"
	grep -vE "$names" "$scratch/there" | tr '\n' '\0' | xargs -0 awk 'FNR == 1 && /^#!/ { print FILENAME } { nextfile }'
} | sort >"$scratch/sources"
tr '\n' '\0' <"$scratch/sources" |
	xargs -0 awk '/SPDX-License-Identifier: BSD-2-Clause/ { print FILENAME; nextfile } FNR == 3 { nextfile }' |
	sort >"$scratch/named"
comm -23 "$scratch/sources" "$scratch/named" | sed 's/$/ has no SPDX line/' >"$scratch/found"
complain_each '' "$scratch/found"
finish
