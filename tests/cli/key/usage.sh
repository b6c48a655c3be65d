# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
key=$TESTS/vectors/keys/rsa2048.pub.pem
fails 2 sign-rproc-fw key
fails 2 sign-rproc-fw key fingerprint
fails 2 sign-rproc-fw key --json
fails 2 sign-rproc-fw help key fingerprint
for command in info header otp; do
	fails 2 sign-rproc-fw key "$command"
	fails 2 sign-rproc-fw key "$command" "$key" "$key"
	fails 2 sign-rproc-fw key "$command" --key "$key" "$key"
	fails 2 sign-rproc-fw key "$command" --prefox x "$key"
	fails 3 sign-rproc-fw key "$command" missing.pem
	fails 3 sign-rproc-fw key "$command" "$TESTS/vectors/elf/plain.elf"
done
for command in header otp; do
	fails 2 sign-rproc-fw key "$command" --format pdf "$key"
	fails 2 sign-rproc-fw key "$command" --json --out - "$key"
done
fails 2 sign-rproc-fw key header --prefix 2nd "$key"
fails 2 sign-rproc-fw key header --prefix x --format der "$key"
fails 2 sign-rproc-fw key match --key "$key"
fails 2 sign-rproc-fw key match --key-pass prompt "$key"
fails 2 sign-rproc-fw key match --key - -
fails 2 sign-rproc-fw key match 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17
fails 3 sign-rproc-fw key match --key "$key" missing.bin
fails 3 sign-rproc-fw key match --key missing.pem "$key"
fails 3 sign-rproc-fw key match --max-size 10 "$key"
fails 2 sign-rproc-fw key match "$key" --in "$TESTS/vectors/elf/plain.elf" "$TESTS/vectors/keys/../elf/plain.elf"
