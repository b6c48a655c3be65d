# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Keys that no fuse is for.
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out e3.pem 2>/dev/null
for key in "$TESTS/vectors/keys/rsa3072.pem" "$TESTS/vectors/keys/rsa4096.pub.pem" e3.pem; do
	fails 1 sign-rproc-fw key otp --out hash "$key"
done
fails 1 sign-rproc-fw key otp --json "$TESTS/vectors/keys/rsa4096.pub.pem"
rm e3.pem
