# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The memory map has the width of the terminal, blocks where that has UTF-8, and colors unless they are unwanted.
cp "$TESTS/vectors/sign/rsc.sign" in.sign
export SHELL=/bin/sh TERM=xterm
unset NO_COLOR

# terminal COLUMNS LANG [ARGUMENT...]: what check prints on it about the memory
terminal() {
	LC_ALL=$2 script -qec "stty cols $1; sign-rproc-fw check --region big=0x10000000:8M ${*:3} in.sign" typescript \
		</dev/null >/dev/null
	sed -n -e 's/\r$//' -e 's/\x1b\[\([0-9]*\)m/<\1>/g' -e '/answers/p' -e '/^Memory/,/^$/p' typescript
	rm typescript
}

terminal 80 C.UTF-8
terminal 150 C.UTF-8 --color never
terminal 40 C --color=never
terminal 400 C --color never | awk '{ print length }'
NO_COLOR=1 terminal 100 de_DE.utf8
TERM=dumb terminal 90 C
# not a terminal
LC_ALL=C.UTF-8 sign-rproc-fw check --region big=0x10000000:8M in.sign | sed -n '/^Memory/,/^$/p'
NO_COLOR=1 sign-rproc-fw check --color always in.sign | sed -n '1s/\x1b\[\([0-9]*\)m/<\1>/gp'
fails 2 sign-rproc-fw check --color sometimes in.sign
rm in.sign
