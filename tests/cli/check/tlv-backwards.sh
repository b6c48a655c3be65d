# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Up to 4.7 a length near 2^32 leads the search for a TLV back, for ever or out of its area.
cp "$TESTS/vectors/sign/plain.sign" bad.sign
poke bad.sign 20 7f
poke bad.sign 28 7e
poke bad.sign 36 7f000000f0ffffff
fails 1 sign-rproc-fw check --json --device optee-4.4 bad.sign | jq -c '.findings[].id, .load.code'
poke bad.sign 36 7f00000000000080
fails 1 sign-rproc-fw check --json --device optee-4.4 bad.sign | jq -c '.findings[].id, .load.code'
fails 1 sign-rproc-fw check --json --device optee-4.8 bad.sign | jq -c '.findings[].id, .load.code, .load.rule'
rm bad.sign
