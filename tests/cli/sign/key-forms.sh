# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Every form a private key comes in makes the same container.
key=$TESTS/vectors/keys/rsa2048.pem

openssl rsa -in "$key" -traditional -out pkcs1.pem 2>/dev/null
openssl rsa -in "$key" -traditional -outform DER -out pkcs1.der 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in "$key" -out pkcs8.pem
openssl pkcs8 -topk8 -nocrypt -in "$key" -outform DER -out pkcs8.der
for form in pkcs1.pem pkcs1.der pkcs8.pem pkcs8.der; do
	sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$form"
	cmp out.sign "$TESTS/vectors/sign/plain.sign"
	rm "$form" out.sign
done

openssl ec -in "$TESTS/vectors/keys/ec256.pem" -out sec1.pem 2>/dev/null
grep -q 'BEGIN EC PRIVATE KEY' sec1.pem
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key sec1.pem --quiet
sign-rproc-fw verify --key "$TESTS/vectors/keys/ec256.pub.pem" out.sign
rm sec1.pem out.sign
