# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors

fails 1 sign-rproc-fw verify --key "$KEYS/dev-rsa2048.pub.pem" "$v/sign/plain.sign"
fails 1 sign-rproc-fw verify --key "$v/keys/rsa4096.pub.pem" "$v/sign/plain.sign"
fails 1 sign-rproc-fw verify --key "$v/keys/ec256.pub.pem" "$v/sign/plain.sign"
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" "$v/sign/typical_ec256.sign"
fails 1 sign-rproc-fw verify --key "$KEYS/dev-ec256.pub.pem" "$v/sign/typical_ec256.sign"
fails 3 sign-rproc-fw verify --key "$v/keys/rsa2048-encrypted.pem" "$v/sign/plain.sign"
fails 3 sign-rproc-fw verify --key "$v/keys/rsa2048-encrypted.pem" --key-pwd wrong "$v/sign/plain.sign"
fails 3 sign-rproc-fw verify --key "$v/elf/plain.elf" "$v/sign/plain.sign"
fails 3 sign-rproc-fw verify --key missing.pem "$v/sign/plain.sign"
