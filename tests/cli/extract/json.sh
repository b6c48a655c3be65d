# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What was written, as JSON.
sign-rproc-fw --in "$TESTS/vectors/elf/typical.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw extract --json --image 0 --out out.elf --images images --segments segments --hex out.hex --memory memory.bin \
	--key "$KEYS/dev-rsa2048.pub.pem" in.sign
find . -type f | LC_ALL=C sort
rm -r ./*
