# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Ended by a signal while it writes, it leaves nothing behind, and the old output as it was.
cp "$TESTS/vectors/elf/plain.elf" big.elf
truncate -s 128M big.elf
mkdir folder

# interrupt SIGNAL: until the signal comes while the temporary file is there
interrupt() {
	local code=0 pid

	while [ "$code" -eq 0 ]; do
		echo old >folder/out.sign
		sign-rproc-fw --in big.elf --out folder/out.sign --key "$KEYS/dev-rsa2048.pem" &
		pid=$!
		until compgen -G 'folder/.*-??????' >/dev/null || ! kill -0 "$pid" 2>/dev/null; do :; done
		kill -s "$1" "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || code=$?
	done
	echo "$1: exit code $code, left: $(ls -A folder), which is $(cat folder/out.sign)"
}

interrupt TERM
interrupt HUP
rm -r folder big.elf
