# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# As JSON, text or bytes are in the report; a file is written beside it if it was asked for.
key=$TESTS/vectors/keys/ec256.pub.pem

sign-rproc-fw key header --json --format pem "$key"
sign-rproc-fw key header --json --format raw --out key.raw "$key"
fails 1 sign-rproc-fw key header --json --out key.c "$key"
tail -c 64 "$TESTS/vectors/keys/ec256.spki.der" | cmp - key.raw
rm key.raw
