# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What can't be converted, and why; nothing is written then.
v=$TESTS/vectors
call=(sign-rproc-fw convert --out out.sign --key "$v/keys/rsa2048.pem" --verify-key "$v/keys/rsa2048.pub.pem")

fails 1 "${call[@]}" --to st-3.16 "$v/sign/two_images.sign"
fails 1 "${call[@]}" --to optee "$v/sign-st/st40_enc256.sign"
echo '--- platform TLVs' >&2
fails 1 "${call[@]}" --to st-4.0 "$v/sign-st/st319_plat.sign"
fails 1 "${call[@]}" --to st-3.19 "$v/sign/plat_int.sign"
fails 1 "${call[@]}" --to st-4.0 "$v/sign-st/st319_plat_number.sign"
fails 1 "${call[@]}" --to st-3.19 "$v/sign-st/st40_numeric_other.sign"
fails 2 "${call[@]}" --to st-3.19 "$v/sign/plain.sign" --plat-tlv BOOTADDR 0x80000000
echo '--- changed since it was signed' >&2
cp "$v/sign/plain.sign" changed.sign
poke changed.sign 1000 ff
fails 1 "${call[@]}" --to st-4.0 changed.sign
fails 1 sign-rproc-fw convert --to st-4.0 changed.sign --out out.sign --key "$v/keys/rsa2048.pem" --no-verify
fails 1 "${call[@]}" --to st-4.0 "$v/elf/plain.elf"
echo '--- usage' >&2
fails 2 "${call[@]}" "$v/sign/plain.sign"
fails 2 "${call[@]}" --to st-4.1 "$v/sign/plain.sign"
fails 2 "${call[@]}" --to optee "$v/sign/plain.sign" --tlv-order st
fails 2 "${call[@]}" --to optee
fails 2 sign-rproc-fw convert --to optee "$v/sign/plain.sign" --out out.sign --key "$v/keys/rsa2048.pem"
fails 2 "${call[@]}" --to optee "$v/sign/key_info.sign"
echo '--- left out' >&2
"${call[@]}" --to st-3.16 "$v/sign-st/st40_bootsec_string.sign"
rm out.sign changed.sign
