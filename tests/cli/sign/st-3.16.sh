# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Layout st-3.16: one image, key information that devices find, no platform TLVs.
elf=$TESTS/vectors/elf/tail3.elf
keys=$TESTS/vectors/keys
call=(sign-rproc-fw sign --layout st-3.16 --in "$elf" --out out.sign --key "$keys/rsa2048.pem")

printf 'my key' >key-info
"${call[@]}" --key-info key-info
sign-rproc-fw verify --strict --key "$keys/rsa2048.pub.pem" out.sign
sign-rproc-fw dump out.sign
sign-rproc-fw dump out.sign --tlv PKEYINFO && echo
echo '--- a changed hash table, an image that begins elsewhere' >&2
cp out.sign changed.sign && poke changed.sign 56 02
fails 1 sign-rproc-fw verify --key "$keys/rsa2048.pub.pem" changed.sign
cp out.sign changed.sign && poke changed.sign 28 39
fails 1 sign-rproc-fw verify --key "$keys/rsa2048.pub.pem" changed.sign
echo '--- p_offset, which these devices compare' >&2
image=$(u32 out.sign 48)
cp out.sign changed.sign && poke changed.sign $((image + 52 + 4)) 58
fails 1 sign-rproc-fw verify --key "$keys/rsa2048.pub.pem" changed.sign
echo '--- key information of any size'
for size in 1 2 3 4 7 8 15 16; do
	head -c "$size" /dev/zero >key-info
	"${call[@]}" --key-info key-info
	sign-rproc-fw verify --strict --key "$keys/rsa2048.pub.pem" out.sign
	sign-rproc-fw check --device st-3.16 --key "$keys/rsa2048.pub.pem" out.sign | sed -n 1p
done
echo '--- refused' >&2
fails 1 "${call[@]}" --in "$TESTS/vectors/elf/secure.elf"
fails 2 "${call[@]}" --plat-tlv 0x10001 0x1
fails 2 "${call[@]}" --plat-tlv SBOOTADDR 0x1
fails 2 "${call[@]}" --tlv-order upstream
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2060 -out odd.pem 2>openssl.log
fails 1 sign-rproc-fw sign --layout st-3.16 --in "$elf" --out out.sign --key odd.pem
rm out.sign changed.sign key-info odd.pem openssl.log
