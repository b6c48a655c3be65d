# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What a key is: every size and kind, published or not, in any form.
for name in rsa2048.pem rsa3072.pub.pem rsa4096.pub.pem ec256.pem ec256.spki.der; do
	sign-rproc-fw key info "$TESTS/vectors/keys/$name"
done
sign-rproc-fw key info --key "$KEYS/dev-rsa4096.pub.pem"
sign-rproc-fw key info "$TESTS/api/optee-2048.pub.pem"
PASS='correct horse' sign-rproc-fw key info --key-pass env:PASS "$TESTS/vectors/keys/rsa2048-encrypted.pem"
sign-rproc-fw key info - <"$TESTS/vectors/keys/ec256.pub.pem"

# the fingerprints are those that openssl computes
key=$TESTS/vectors/keys/rsa2048.pub.pem
openssl pkey -pubin -in "$key" -outform DER | sha256sum | cut -d ' ' -f 1 >spki.sha256
openssl rsa -pubin -in "$key" -noout -modulus | sed 's/.*=//' | basenc -d --base16 | sha256sum | cut -d ' ' -f 1 >modulus.sha256
sign-rproc-fw key info "$key" | sed -n 's/.*key  *sha256://p' | cmp - spki.sha256
sign-rproc-fw key info "$key" | sed -n 's/.*modulus  *sha256://p' | cmp - modulus.sha256
rm spki.sha256 modulus.sha256
