# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Options about a command that make no sense.
v=$TESTS/vectors
call=(sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem")

fails 2 "${call[@]}" --sign-command-input data
fails 2 "${call[@]}" --sign-command-key-id 1
fails 2 "${call[@]}" --sign-command-timeout 5
fails 2 "${call[@]}" --sign-command cat --sign-command-input both
fails 2 "${call[@]}" --sign-command cat --sign-command-timeout 0
fails 2 "${call[@]}" --sign-command cat --sign-command-timeout 86401
fails 2 "${call[@]}" --sign-command cat --sign-command-timeout soon
signer out.sign <<<'exit 1'
fails 2 "${call[@]}" --sign-command ./out.sign
rm out.sign
# nobody knows whether somebody else's ECDSA signatures are deterministic
fails 3 sign-rproc-fw sign --quiet --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/ec256.pub.pem" --sign-command cat \
	--deterministic
# a command of PATH is no path
fails 3 "${call[@]}" --sign-command cat
