# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# OpenSSL's program verifies our signature over the signed bytes, and we verify what it signs.
v=$TESTS/vectors

for bits in 2048 3072 4096; do
	sign-rproc-fw --in "$v/elf/typical.elf" --out out.sign --key "$v/keys/rsa$bits.pem"
	end=$((20 + $(u32 out.sign 8)))
	part out.sign 0 "$end" >signed
	part out.sign "$end" $((bits / 8)) >signature
	openssl dgst -sha256 -verify "$v/keys/rsa$bits.pub.pem" -signature signature signed
	openssl dgst -sha256 -sign "$v/keys/rsa$bits.pem" -out theirs signed
	cat signed theirs <(tail -c "+$((end + bits / 8 + 1))" out.sign) >theirs.sign
	sign-rproc-fw verify --strict --key "$v/keys/rsa$bits.pub.pem" theirs.sign
done
rm out.sign signed signature theirs theirs.sign
