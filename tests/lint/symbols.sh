#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Symbols and dependencies: symbols.sh SOURCE-FOLDER libsignfw.so libsignfw.a

. "$(dirname "$0")/lint.sh"
shared=$2 static=$3

# The functions that a shared object exports; the version nodes themselves are of type A.
exports_of()
{
	nm -D --defined-only --format=posix "$1" | awk '$2 != "A" { sub(/@.*/, "", $1); print $1 }' | sort
}

exports_of "$shared" >"$scratch/exported"
sed -n 's/^SIGNFW_\(API\|CHECKED\) .*[ *]\(signfw_[a-z0-9_]*\)(.*/\2/p' include/signfw.h include/signfw/*.h | sort >"$scratch/declared"
sed -n '/global:/,/local:/s/^[[:space:]]*\([a-z0-9_]*\);$/\1/p' src/libsignfw.map | sort >"$scratch/mapped"
compare "declared in include/ but not exported" "exported but not declared in include/" \
	"$scratch/declared" "$scratch/exported"
compare "declared in include/ but not in src/libsignfw.map" "in src/libsignfw.map but not declared in include/" \
	"$scratch/declared" "$scratch/mapped"

# all headers are installed, and scripts/test knows it
find include -name '*.h' | sort >"$scratch/headers"
grep '^include/' tests/install/files >"$scratch/installed"
compare "tests/install/files hasn't" "include/ hasn't" "$scratch/headers" "$scratch/installed"

# each options struct is among the tests of callers from other releases, and of layouts on other machines
sed -n '/^struct /{s/^struct \([a-z_]*_options\) {$/\1/p}' include/signfw.h include/signfw/*.h | sort >"$scratch/options"
for file in tests/api/test_options.c tests/api/layout.c; do
	grep -o 'struct signfw_[a-z_]*_options' "$file" | sed 's/^struct //' | sort -u >"$scratch/tested"
	compare "$file hasn't" "include/ hasn't" "$scratch/options" "$scratch/tested"
done

# names with two underscores belong to the compiler, which adds some for sanitizers
nm -g --defined-only --format=posix "$static" | awk 'NF > 1 && !/:$/ { print $1 }' >"$scratch/globals"
grep -q '^signfw_' "$scratch/globals" || complain "$static defines nothing"
grep -vE '^(signfw_|sfw_|__)' "$scratch/globals" >"$scratch/foreign" || :
complain_each "$static: a global begins with neither signfw_ nor sfw_: " "$scratch/foreign"

readelf -d "$shared" >"$scratch/dynamic"
grep -q 'SONAME.*\[libsignfw\.so\.0\]' "$scratch/dynamic" || complain "$shared: SONAME isn't libsignfw.so.0"
grep -q 'NEEDED.*\[libcrypto\.' "$scratch/dynamic" || complain "$shared doesn't need libcrypto"
finish
