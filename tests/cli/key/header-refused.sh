# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What OP-TEE can't be built with has no C file, and leaves the old one alone.
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1028 -out odd.pem 2>/dev/null
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:512 -pkeyopt rsa_keygen_pubexp:4294967297 -out e33.pem 2>/dev/null
echo old >key.c
for key in "$TESTS/vectors/keys/ec256.pem" odd.pem e33.pem; do
	fails 1 sign-rproc-fw key header --out key.c --key "$key"
	fails 1 sign-rproc-fw key header "$key"
done
cat key.c

# larger than OP-TEE computes with by default: there are people who change that
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4104 -pkeyopt rsa_keygen_primes:3 -out large.pem 2>/dev/null
sign-rproc-fw key header large.pem | tail -n 1
sign-rproc-fw key header --quiet large.pem | tail -n 1
rm key.c ./*.pem
