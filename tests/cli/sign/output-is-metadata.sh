# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The other files that are read aren't overwritten either.
cp "$TESTS/vectors/keys/key_info.bin" info.bin
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out info.bin --key "$KEYS/dev-rsa2048.pem")

fails 2 "${call[@]}" --key-info info.bin
fails 2 "${call[@]}" --plat-tlv-file 0x10001 info.bin
cmp info.bin "$TESTS/vectors/keys/key_info.bin"
rm info.bin
