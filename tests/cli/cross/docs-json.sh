# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# docs/json.md: each of its examples.
ln -s "$TESTS" tests
ln -s "$KEYS" keys
# a build of OP-TEE: its pseudo TA and a key
{
	printf '\x68\x4a\xaf\x54\xbe\x19\xd7\x40\xbb\xe6\x89\x50\x35\x0a\x87\x44\x00\x01\x00\x00\x00\x00\x00\x00'
	sign-rproc-fw key header --quiet --format raw keys/dev-rsa2048.pub.pem
	printf '\x01\x00\x01\x00'
} >tee.bin
"$TESTS/cli/follow.py" "$(realpath "$TESTS/cli")/../../docs/json.md"
rm -r ./*
