# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What these tests have in common: sourced by each, with the source folder and the build folder as $1 and $2.  They run
# in a folder of their own, with what was built installed in $prefix and its program in PATH.

set -euo pipefail
export LC_ALL=C.UTF-8
source=$1 build=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/usr

# Ends a test that can't run here: skip REASON
skip() {
	echo "SKIPPED: $1" >&2
	[ -z "${SIGNFW_NO_SKIP-}" ] || exit 99
	exit 77
}

# Ends the test where a program is missing: needs PROGRAM PACKAGE-OF-DEBIAN
needs() {
	command -v "$1" >/dev/null || skip "there is no $1; install $2"
}

# Says what the following is about.
about() {
	echo "-- $*"
}

# Ends the test: wrong WHAT
wrong() {
	echo "WRONG: $*" >&2
	[ ! -e "$scratch/log" ] || cat "$scratch/log" >&2
	exit 1
}

# Runs a command that has to succeed; what it prints goes to $scratch/log.
works() {
	"$@" >"$scratch/log" 2>&1 || wrong "fails: $*"
}

# Runs a command that has to fail and to print a text: refuses TEXT COMMAND...
refuses() {
	! "${@:2}" >"$scratch/log" 2>&1 || wrong "succeeds: ${*:2}"
	# CMake breaks lines
	tr -s '\n ' ' ' <"$scratch/log" | grep -qF -- "$1" || wrong "'$1' isn't what it says: ${*:2}"
}

# What the last command printed has a text: says TEXT
says() {
	grep -qF -- "$1" "$scratch/log" || wrong "'$1' isn't said"
}

# Copies a key, under another name, so that only its owner can read it: key NAME FILE
key() {
	install -m 600 "$source/$1" "$2"
}

install_built() {
	cmake --install "$build" --prefix "$prefix" >/dev/null
	export PATH=$prefix/bin:$PATH
}
