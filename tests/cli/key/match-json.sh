# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
key=$TESTS/vectors/keys/rsa2048.pub.pem
{
	printf '\x68\x4a\xaf\x54\xbe\x19\xd7\x40\xbb\xe6\x89\x50\x35\x0a\x87\x44\x00\x01\x00\x00'
	sign-rproc-fw key header --format raw "$key"
	printf '\x01\x00\x01\x00'
} >tee.bin
sign-rproc-fw key match --json --key "$key" tee.bin
fails 1 sign-rproc-fw key match --json --key "$TESTS/vectors/keys/ec256.pub.pem" tee.bin | grep -A 1 trusted
sign-rproc-fw key match --json tee.bin | grep "key\|trusted"
rm tee.bin
