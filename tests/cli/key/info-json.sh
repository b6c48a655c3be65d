# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The same as JSON: an RSA key that was published, and an ECDSA key.
sign-rproc-fw key info --json "$KEYS/dev-rsa2048.pub.pem"
sign-rproc-fw key info --json "$TESTS/vectors/keys/ec256.pem"
