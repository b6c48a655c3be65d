# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Calls that make no sense: exit code 2, and nothing is written.
v=$TESTS/vectors
cp "$v/sign/plain.sign" in.sign
call=(sign-rproc-fw stitch --key "$v/keys/rsa2048.pub.pem")

fails 2 sign-rproc-fw stitch
fails 2 "${call[@]}" --in in.sign --out out
fails 2 "${call[@]}" --signature signature --out out
fails 2 "${call[@]}" --in in.sign --signature signature
fails 2 sign-rproc-fw stitch --in in.sign --signature signature --out out
fails 2 "${call[@]}" --in in.sign in.sign --signature signature --out out
fails 2 "${call[@]}" --in - --signature - --out out
fails 2 "${call[@]}" --in in.sign --signature signature --out in.sign
fails 2 "${call[@]}" --in in.sign --signature in.sign --out ./in.sign
fails 2 "${call[@]}" --in in.sign --signature signature --out - --json
echo signature >signature
fails 2 "${call[@]}" --in in.sign --signature signature --out signature
cmp in.sign "$v/sign/plain.sign"
rm in.sign signature
