# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
sign-rproc-fw key otp --json "$TESTS/vectors/keys/ec256.pub.pem"
sign-rproc-fw key otp --json --format raw --out hash "$TESTS/vectors/keys/ec256.pub.pem" | grep '"hash"'
basenc --base16 -w 0 hash | tr A-F a-f
rm hash
