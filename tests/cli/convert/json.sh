# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
sign-rproc-fw convert --json --to st-4.0 --in "$v/sign/plain.sign" --out out.sign \
	--verify-key "$v/keys/rsa2048.pub.pem" --key "$v/keys/rsa2048.pem"
sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" out.sign
# refused: nothing was made
fails 1 sign-rproc-fw convert --json --to st-4.0 --in "$v/sign/plain.sign" --out out.sign \
	--verify-key "$v/keys/rsa4096.pub.pem" --key "$v/keys/rsa2048.pem"
rm out.sign
