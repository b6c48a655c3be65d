# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Calls that make no sense: exit code 2, and nothing is written.
v=$TESTS/vectors
call=(sign-rproc-fw digest --in "$v/elf/plain.elf" --key "$v/keys/rsa2048.pub.pem")

fails 2 sign-rproc-fw digest
fails 2 "${call[@]}"
fails 2 sign-rproc-fw digest --in "$v/elf/plain.elf" --out out
fails 2 sign-rproc-fw digest --out out --key "$v/keys/rsa2048.pub.pem"
fails 2 "${call[@]}" --out -
fails 2 "${call[@]}" --out out --format binary
fails 2 "${call[@]}" --out out --format hex --json
fails 2 "${call[@]}" --out out --sign-command ./signer
fails 2 "${call[@]}" --out out --deterministic
cp "$v/keys/rsa2048.pub.pem" key
fails 2 sign-rproc-fw digest --in "$v/elf/plain.elf" --key key --out key
cmp key "$v/keys/rsa2048.pub.pem"
rm key
