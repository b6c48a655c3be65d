# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
call=(sign-rproc-fw --out out.sign --key "$v/keys/rsa2048.pem")

truncate -s 1073741825 one-byte-over-1G
fails 3 "${call[@]}" --in one-byte-over-1G
rm one-byte-over-1G
fails 3 "${call[@]}" --in "$v/elf/plain.elf" --max-size 1679
fails 3 "${call[@]}" --in "$v/elf/plain.elf" --max-size 1K
fails 3 "${call[@]}" --in - --max-size 1679 < <(cat "$v/elf/plain.elf")
fails 3 "${call[@]}" --in "$v/elf/plain.elf" --key-info "$v/elf/plain.elf" --max-size 0x100
"${call[@]}" --in "$v/elf/plain.elf" --max-size 1680
"${call[@]}" --in "$v/elf/plain.elf" --max-size 2K
"${call[@]}" --in "$v/elf/plain.elf" --max_size=1M
cmp out.sign "$v/sign/plain.sign"
rm out.sign
