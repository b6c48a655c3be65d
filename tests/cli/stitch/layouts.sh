# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Layouts of which the signature is elsewhere, and over bytes that aren't in one piece.
v=$TESTS/vectors
for layout in st-3.19 st-3.16; do
	call=(--quiet --layout "$layout" --in "$v/elf/plain.elf")
	sign-rproc-fw sign "${call[@]}" --out expected.sign --key "$v/keys/rsa2048.pem"
	sign-rproc-fw digest "${call[@]}" --out unsigned.sign --key "$v/keys/rsa2048.pub.pem" --format raw >to-sign
	openssl pkeyutl -sign -inkey "$v/keys/rsa2048.pem" -pkeyopt digest:sha256 -in to-sign -out signature
	sign-rproc-fw stitch --quiet --in unsigned.sign --signature signature --key "$v/keys/rsa2048.pub.pem" --out out.sign
	cmp expected.sign out.sign
done
rm ./*.sign to-sign signature
