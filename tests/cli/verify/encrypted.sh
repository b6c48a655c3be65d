# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --enc-key: whether the container is encrypted, and with this key.
v=$TESTS/vectors key=$TESTS/vectors/keys/rsa2048.pub.pem
head -c 32 /dev/urandom >other.key
chmod 600 other.key

echo '--- a resource table tells' >&2
verify=(sign-rproc-fw verify --key "$key" "$v/sign-st/st40_enc256_two.sign")
"${verify[@]}"
"${verify[@]}" --enc-key "$v/keys/aes256.bin" --verbose
"${verify[@]}" --enc-key "$v/keys/aes256.bin" --json | jq -c .verdict,.encryption_key
fails 1 "${verify[@]}" --enc-key other.key
fails 1 "${verify[@]}" --enc-key other.key --json | jq -c .verdict,.encryption_key

echo '--- a vector table tells that it is the right one' >&2
sign-rproc-fw sign --in "$TESTS/firmware/openamp-encryptable.elf" --out vectors.sign --key "$v/keys/rsa2048.pem" \
	--enc-key "$v/keys/aes256.bin" --plat-tlv BOOTADDR 0x0
verify=(sign-rproc-fw verify --key "$key" vectors.sign)
"${verify[@]}" --enc-key "$v/keys/aes256.bin" --verbose
# the section's name isn't signed: without it, the table isn't one
at=$(grep -abo '\.resource_table' vectors.sign | cut -d : -f 1)
poke vectors.sign "$at" 58
"${verify[@]}" --enc-key "$v/keys/aes256.bin" --json | jq -c .verdict,.encryption_key
"${verify[@]}" --enc-key other.key --json | jq -c .verdict,.encryption_key

echo '--- nothing tells' >&2
verify=(sign-rproc-fw verify --key "$key" "$v/sign-st/st40_enc128.sign")
"${verify[@]}" --strict --verbose --enc-key "$v/keys/aes128.bin" --allow-short-aes-key
"${verify[@]}" --json | jq -c .verdict,.encryption_key
fails 3 "${verify[@]}" --enc-key "$v/keys/aes128.bin"
fails 3 "${verify[@]}" --enc-key missing

echo '--- not encrypted' >&2
fails 1 sign-rproc-fw verify --key "$key" "$v/sign-st/st40_plain.sign" --enc-key "$v/keys/aes256.bin"
fails 1 sign-rproc-fw verify --key "$key" "$v/sign/plain.sign" --enc-key "$v/keys/aes256.bin"

echo '--- changed' >&2
cp "$v/sign-st/st40_enc256_two.sign" changed.sign
at=$(sign-rproc-fw dump --json changed.sign | jq '.images[1].offset')
poke changed.sign $((at + 0x281)) 00
fails 1 sign-rproc-fw verify --key "$key" changed.sign --enc-key other.key
# IVs are in the signed table, and have to differ; sizes are whole blocks
cp "$v/sign-st/st40_enc256.sign" changed.sign
at=$(sign-rproc-fw dump --json changed.sign | jq '.tlvs[] | select(.name == "ENCTABLE").offset + 8')
poke changed.sign $((at + 64)) "$(part changed.sign $((at + 80 + 64)) 16 | od -An -tx1 | tr -d ' \n')"
fails 1 sign-rproc-fw verify --key "$key" changed.sign --enc-key "$v/keys/aes256.bin"
cp "$v/sign-st/st40_enc256.sign" changed.sign
at=$(sign-rproc-fw dump --json changed.sign | jq '.images[0].offset')
poke changed.sign $((at + 52 + 32 + 16)) "$(le32 0x5df)"
fails 1 sign-rproc-fw verify --key "$key" changed.sign --enc-key "$v/keys/aes256.bin"

echo '--- calls' >&2
fails 2 sign-rproc-fw verify --key "$key" --enc-key - -
fails 2 sign-rproc-fw verify --key - --enc-key - changed.sign
fails 2 sign-rproc-fw verify --key "$key" --allow-short-aes-key changed.sign
rm ./*
