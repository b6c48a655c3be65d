# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The prompt is on the terminal, and what is typed isn't shown.
export SHELL=/bin/sh v=$TESTS/vectors

# Whether the program waits for the answer (echo is off then), or has ended.
asked() {
	[ -s code ] || { [ -s tty ] && stty -F "$(cat tty)" -a 2>/dev/null | grep -q -e ' -echo '; }
}

# type_in TEXT: signs on a terminal of its own, with this as the answer to the prompt
type_in() {
	rm -f tty code
	# shellcheck disable=SC2016
	script -qef -E always -c 'tty >tty
		sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048-encrypted.pem" \
			--key-pass prompt >stdout
		echo $? >code' typescript >/dev/null < <(
		until asked; do sleep 0.02; done
		printf '%b' "$1"
		until [ -s code ]; do sleep 0.02; done
	)
	echo "exit code $(cat code), terminal:"
	sed -e '/^Script /d' -e 's/\r//g' typescript
	cmp stdout /dev/null
	rm typescript stdout tty code
}

type_in 'correct horse\n'
cmp out.sign "$v/sign/plain.sign"
rm out.sign
type_in 'wrong\n'
type_in '\003\n' # Ctrl-C

# without a terminal
fails 3 setsid -w sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048-encrypted.pem" \
	--key-pass prompt <<<'correct horse'
