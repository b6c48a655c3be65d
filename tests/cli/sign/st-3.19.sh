# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Layout st-3.19: platform TLVs by name, sizes that it can't express.
elf=$TESTS/vectors/elf/plain.elf
keys=$TESTS/vectors/keys
call=(sign-rproc-fw sign --layout st-3.19 --in "$elf" --out out.sign)

"${call[@]}" --key "$keys/rsa2048.pem" --plat-tlv SBOOTADDR 0x80000000 --plat-tlv 0x22 0x80200000
sign-rproc-fw verify --strict --key "$keys/rsa2048.pub.pem" out.sign
sign-rproc-fw check --device st-3.19 --key "$keys/rsa2048.pub.pem" out.sign | sed -n 1,2p
sign-rproc-fw dump out.sign | sed -n 1,31p
sign-rproc-fw dump --json out.sign | jq -c '.layout, (.tlvs[] | select(.name | test("ADDR")))'
"${call[@]}" --key "$keys/rsa2048.pem" --bootaddr 0x80200000
sign-rproc-fw dump out.sign | grep BOOTADDR
echo '--- warnings' >&2
"${call[@]}" --key "$keys/rsa2048.pem"
"${call[@]}" --key "$keys/rsa2048.pem" --plat-tlv 0x55 hello
"${call[@]}" --key "$keys/ec256.pem" --plat-tlv SBOOTADDR 0x80000000
echo '--- refused' >&2
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2060 -out odd.pem 2>openssl.log
fails 1 "${call[@]}" --key odd.pem --plat-tlv SBOOTADDR 0x80000000
head -c 65536 /dev/zero >large
fails 1 "${call[@]}" --key "$keys/rsa2048.pem" --plat-tlv SBOOTADDR 0x80000000 --key-info large
fails 2 "${call[@]}" --key "$keys/rsa2048.pem" --plat-tlv BOOTADDR 0x80000000
fails 2 "${call[@]}" --key "$keys/rsa2048.pem" --plat-tlv 0x10001 0x80000000
fails 2 "${call[@]}" --key "$keys/rsa2048.pem" --plat-tlv 0x10 0x80000000
rm out.sign odd.pem openssl.log large
