# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What takes longer than a second says what it is at, on a terminal, in a line that is gone when it has done; see script(1).
command -v script >/dev/null || skip "no script"
key=$TESTS/vectors/keys/rsa2048.pub.pem
good=$TESTS/vectors/sign/plain.sign

export SHELL=/bin/sh TERM=xterm

# a file that comes slowly
mkfifo slow
slowly() {
	(sleep 2 && cat "$1") >slow &
}

# what the terminal was told; the same line, again and again, is there once
shown() {
	script -qec "$*" /dev/null </dev/null | tr -d '\n' | sed 's/\r\x1b\[K/<line>/g; s/\r/\n/g' |
		sed -E ':again; s/(<line>[a-z][^<]*)\1/\1/; t again' | sed 's/2048-bit.*//'
}

slowly "$good"
shown sign-rproc-fw verify --verbose --key "$key" "$good" slow "$good"
echo

# a message has a line of its own
slowly "$TESTS/vectors/malformed/cut_at_24.sign"
fails 1 shown sign-rproc-fw verify --key "$key" slow
echo

# signing, hashing: by the same lines
slowly "$TESTS/vectors/elf/plain.elf"
shown sign-rproc-fw sign --key "$TESTS/vectors/keys/rsa2048.pem" --in slow --out out.sign
[ -s out.sign ]

# who doesn't want to know; who can't show it; who reads it by a program
slowly "$good"
shown sign-rproc-fw verify --quiet --key "$key" slow
slowly "$good"
shown env TERM=dumb sign-rproc-fw verify --key "$key" slow
slowly "$good"
sign-rproc-fw verify --key "$key" slow
rm slow out.sign
