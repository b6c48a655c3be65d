# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --pad-segments: a segment grows over zeros that nobody else has, and nothing else changes.
key=$TESTS/vectors/keys/aes256.bin
call=(sign-rproc-fw sign --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem" --enc-key "$key" --plat-tlv BOOTADDR 0x10000000)

# 7 bytes less in the last segment that has any, but not in memory
cp "$TESTS/vectors/elf/enc_typical.elf" a.elf
poke a.elf 132 "$(le32 0xf9)"
poke a.elf 0x799 00000000000000
fails 1 "${call[@]}" --in a.elf
"${call[@]}" --in a.elf --pad-segments
sign-rproc-fw verify --strict --key "$TESTS/vectors/keys/rsa2048.pub.pem" out.sign
sign-rproc-fw dump --json out.sign | jq -c '.images[].segments[] | [.type, .address, .file_size, .memory_size]'

# the image is the file, but for the segments and that size
at=$(sign-rproc-fw dump --json out.sign | jq '.images[0].offset')
part out.sign "$at" "$(stat -c %s a.elf)" >image
{ cmp -l image a.elf || [ $? -eq 1 ]; } | awk '$1 <= 192 || $1 > 1952'

# not over bytes that aren't zero
poke a.elf 0x79f 01
fails 1 "${call[@]}" --in a.elf --pad-segments
rm ./*
