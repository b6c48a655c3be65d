# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Calls that make no sense: exit code 2, and nothing is written.
v=$TESTS/vectors
cp "$v/sign/plain.sign" in.sign
call=(sign-rproc-fw resign --key "$v/keys/rsa2048.pem")

fails 2 sign-rproc-fw resign
fails 2 "${call[@]}" --in in.sign --out out
fails 2 "${call[@]}" --in in.sign --out out --no-verify --verify-key "$v/keys/rsa2048.pub.pem"
fails 2 "${call[@]}" --in in.sign --out out --no-verify --key-info in.sign --no-key-info
fails 2 "${call[@]}" --out out --no-verify
fails 2 "${call[@]}" --in in.sign in.sign --out out --no-verify
fails 2 "${call[@]}" --in in.sign --no-verify
fails 2 sign-rproc-fw resign --in in.sign --out out --no-verify
fails 2 "${call[@]}" --in in.sign --out in.sign --no-verify
fails 2 "${call[@]}" --in - --out out --verify-key -
fails 2 "${call[@]}" --in in.sign --out out --no-verify --layout optee
fails 2 "${call[@]}" --in in.sign --out out --no-verify --sign-command-timeout 1
cp "$v/keys/rsa2048.pub.pem" key.pem
fails 2 "${call[@]}" --in in.sign --out key.pem --verify-key key.pem
cmp in.sign "$v/sign/plain.sign"
cmp key.pem "$v/keys/rsa2048.pub.pem"
rm in.sign key.pem
