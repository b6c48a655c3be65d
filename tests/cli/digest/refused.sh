# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What wouldn't be signed has no digest, and no container.
v=$TESTS/vectors
call=(sign-rproc-fw digest --out out --key "$v/keys/rsa2048.pub.pem")

echo old >out
fails 1 "${call[@]}" --in "$v/elf/x86.elf"
fails 1 "${call[@]}" --in "$v/elf/x86.elf" --json | jq -c '[.findings[].id, .digest, .openssl, .size]'
fails 1 "${call[@]}" --in "$v/elf/no_load.elf" --format raw
fails 1 "${call[@]}" --in "$v/elf/plain.elf" --region ram=0x20000000:0x1000
fails 1 sign-rproc-fw digest --in "$v/elf/plain.elf" --out out --key "$v/keys/ec256.pub.pem" --device optee
fails 3 "${call[@]}" --in missing.elf
fails 3 "${call[@]}" --in "$v/elf/plain.elf" --key-type ECC
fails 3 sign-rproc-fw digest --in "$v/elf/plain.elf" --out out --key "$v/elf/plain.elf"
[ "$(cat out)" = old ]
rm out
fails 3 "${call[@]}" --in "$v/elf/plain.elf" --quiet >/dev/full
rm out
