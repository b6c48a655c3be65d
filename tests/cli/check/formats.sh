# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The forms that CI servers read: what a device refuses is a problem, and so are its faults.
v=$TESTS/vectors
cp "$v/sign/plain.sign" good.sign
cp "$v/malformed/flip_image_0.sign" changed.sign

for format in sarif junit github; do
	fails 1 sign-rproc-fw check --format $format good.sign changed.sign missing.sign 2>/dev/null
done
fails 1 sign-rproc-fw check --format github --sequence stop,load good.sign 2>/dev/null
fails 1 sign-rproc-fw check --format junit --key "$v/keys/rsa2048.pem" "$v/elf/x86.elf" 2>/dev/null
sign-rproc-fw check --list-devices --format json | head -n 2
fails 2 sign-rproc-fw check --list-devices --json --format junit
rm ./*.sign
