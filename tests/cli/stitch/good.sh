# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What stitch says of its work; a device takes it; and it can be done again.
v=$TESTS/vectors
pub=$v/keys/rsa2048.pub.pem

sign-rproc-fw digest --in "$v/elf/plain.elf" --out unsigned --key "$pub" --format raw --quiet >digest.bin
openssl pkeyutl -sign -inkey "$v/keys/rsa2048.pem" -pkeyopt digest:sha256 -in digest.bin -out signature
sign-rproc-fw stitch --in unsigned --signature signature --key "$pub" --out out.sign --verbose
sign-rproc-fw stitch --in unsigned --signature signature --key "$pub" --out out.sign --json | jq .
sign-rproc-fw check --device optee-4.10 --key "$pub" out.sign | head -n 1
cmp out.sign "$v/sign/plain.sign"

# on a signed container, from streams, compressed
gzip <out.sign >out.sign.gz
sign-rproc-fw stitch --signature signature --key "$pub" --out - - <out.sign.gz | cmp - out.sign

# DER or r || s
sign-rproc-fw digest --in "$v/elf/plain.elf" --out unsigned --key "$v/keys/ec256.pub.pem" --format raw --quiet >digest.bin
openssl pkeyutl -sign -inkey "$v/keys/ec256.pem" -pkeyopt digest:sha256 -in digest.bin -out signature
sign-rproc-fw stitch --in unsigned --signature signature --key "$v/keys/ec256.pub.pem" --out out.sign
part out.sign $((20 + $(u32 out.sign 8))) 64 >raw
sign-rproc-fw stitch --in unsigned --signature raw --key "$v/keys/ec256.pub.pem" --out - | cmp - out.sign
rm ./*
