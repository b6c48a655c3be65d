# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What the cases have in common.

unset BASH_ENV

# fails CODE COMMAND...: runs a command that must end with exactly this exit code.
fails() {
	local expected=$1 code=0

	shift
	"$@" || code=$?
	if [ "$code" -ne "$expected" ]; then
		echo "exit code $code instead of $expected: $*" >&2
		exit 99
	fi
}

# poke FILE OFFSET HEX: overwrites bytes of a file.
poke() {
	printf '%b' "$(fold -w 2 <<<"$3" | sed 's/^/\\x/' | tr -d '\n')" |
		dd of="$1" bs=1 seek="$(($2))" conv=notrunc status=none
}

# u32 FILE OFFSET: the little-endian number there.
u32() {
	od -An -tu4 --endian=little -j "$(($2))" -N 4 "$1" | tr -d ' '
}

# le32 NUMBER: its little-endian bytes, for poke.
le32() {
	printf '%02x%02x%02x%02x' $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255))
}

# part FILE OFFSET SIZE: these bytes, to standard output.
part() {
	tail -c "+$(($2 + 1))" "$1" | head -c "$(($3))" || [ $? -eq 141 ] # tail may be cut off by head
}

# unprivileged COMMAND...: runs a command for which file permissions count, even if we are root.
unprivileged() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --bounding-set=-all -- "$@"
	else
		"$@"
	fi
}

# signer NAME: makes an executable script of what it reads; a stand-in for an HSM or a cloud.
signer() {
	{ echo '#!/bin/sh' && cat; } >"$1"
	chmod +x "$1"
}

# skip REASON: ends a case that can't run here; see run.
skip() {
	if [ -n "${SIGNFW_NO_SKIP-}" ]; then
		echo "must not be skipped, but $1" >&2
		exit 99
	fi
	echo "$1" >&2
	exit 77
}
