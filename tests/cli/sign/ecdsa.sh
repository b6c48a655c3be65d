# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# An ECDSA signature differs each time; the rest is what the reference writes.
sign-rproc-fw --in "$TESTS/vectors/elf/typical.elf" --out out.sign --key "$TESTS/vectors/keys/ec256.pem" --key_type ECC
sign-rproc-fw verify --key "$TESTS/vectors/keys/ec256.pub.pem" out.sign

reference=$TESTS/vectors/sign/typical_ec256.sign
signature=$((20 + $(u32 out.sign 8)))
cmp <(head -c "$signature" out.sign) <(head -c "$signature" "$reference")
cmp <(tail -c "+$((signature + 65))" out.sign) <(tail -c "+$((signature + 65))" "$reference")
rm out.sign
