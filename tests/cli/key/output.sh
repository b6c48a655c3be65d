# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A result is there completely or not at all, and never in the place of the key.
key=$TESTS/vectors/keys/rsa2048.pub.pem
cp "$key" key.pem
fails 2 sign-rproc-fw key header --out key.pem key.pem
ln -s key.pem link
fails 2 sign-rproc-fw key otp --out link --key key.pem
cmp key.pem "$key"
fails 3 sign-rproc-fw key header --out missing/key.c "$key"
fails 3 sign-rproc-fw key otp --out /dev/full "$key"
fails 3 sign-rproc-fw key header "$key" >/dev/full
fails 3 sign-rproc-fw key info "$key" >/dev/full
fails 3 sign-rproc-fw key match "$key" >/dev/full
fails 3 sign-rproc-fw key --help >/dev/full
rm key.pem link
