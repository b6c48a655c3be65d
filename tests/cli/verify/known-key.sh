# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A signature by a published key is valid, also strictly; who asks for more is told.
sign-rproc-fw sign --quiet --in "$TESTS/vectors/elf/plain.elf" --out known.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw verify --strict --key "$KEYS/dev-rsa2048.pub.pem" known.sign
sign-rproc-fw verify --verbose --key "$KEYS/dev-rsa2048.pub.pem" known.sign
sign-rproc-fw verify --json --key "$KEYS/dev-rsa2048.pub.pem" known.sign | grep -B 1 -A 2 known-key
rm known.sign
