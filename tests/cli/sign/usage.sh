# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Calls that make no sense: exit code 2, and nothing is written.
elf=$TESTS/vectors/elf/plain.elf
key=$TESTS/vectors/keys/rsa2048.pem
call=(sign-rproc-fw sign --in "$elf" --out out.sign --key "$key")

fails 2 sign-rproc-fw sign
fails 2 sign-rproc-fw sign --out out.sign --key "$key"
fails 2 sign-rproc-fw sign --in "$elf" --key "$key"
fails 2 sign-rproc-fw sign --in "$elf" --out out.sign
fails 2 sign-rproc-fw --in "$elf" --out out.sign --key
fails 2 "${call[@]}" --out other.sign
fails 2 "${call[@]}" --key "$key"
fails 2 "${call[@]}" --key-type RSA --key_type RSA
fails 2 "${call[@]}" --force --force
fails 2 "${call[@]}" --unknown
fails 2 "${call[@]}" -x
fails 2 "${call[@]}" --key- info
fails 2 "${call[@]}" --force=yes
fails 2 "${call[@]}" --key-type DSA
fails 2 "${call[@]}" --layout st-4.1
fails 2 "${call[@]}" --max-size 1X
fails 2 "${call[@]}" --max-size ''
fails 2 "${call[@]}" --max-size 99999999999999999999
fails 2 "${call[@]}" --plat-tlv 0x10001
fails 2 "${call[@]}" --plat-tlv
fails 2 "${call[@]}" --layout optee --plat-tlv BOOTADDR 0x80000000
fails 2 "${call[@]}" --plat-tlv 0xffff 1
fails 2 "${call[@]}" --plat-tlv 0x20000 text
fails 2 "${call[@]}" --plat-tlv -1 text
fails 2 "${call[@]}" --plat-tlv 0x100010001 text
fails 2 "${call[@]}" --plat-tlv 0x10001 0xyz
fails 2 "${call[@]}" --plat-tlv 0x10001 0x
fails 2 "${call[@]}" --plat-tlv 0x10001 a --plat-tlv 65537 b
fails 2 "${call[@]}" --plat-tlv 0x10001 a --plat-tlv-file 0x10001 "$elf"
fails 2 sign-rproc-fw --in - --in - --out out.sign --key "$key"
fails 2 sign-rproc-fw --in - --out out.sign --key -
fails 2 sign-rproc-fw --in "$elf" --out - --json --key "$key"
