# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What ST's script encrypted: entries with their IV; what is in the segments isn't judged.
file=$TESTS/vectors/sign-st/st40_enc256_two.sign
cp "$file" in.sign
sign-rproc-fw dump in.sign
sign-rproc-fw dump --json in.sign | jq -c '.layout, .findings, (.tlvs[1:3][] | .value), .images[].type,
	.images[].resource_table, (.images[].segments[] | [.address, .iv])'
sign-rproc-fw dump --json "$TESTS/vectors/sign-st/st40_enc256.sign"
sign-rproc-fw verify --key "$TESTS/vectors/keys/rsa2048.pub.pem" --strict in.sign
rm in.sign
