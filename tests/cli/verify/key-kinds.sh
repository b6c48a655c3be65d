# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A public key, a private key or a certificate; PEM or DER.
v=$TESTS/vectors
container=$v/sign/plain.sign

openssl req -x509 -new -key "$v/keys/rsa2048.pem" -subj /CN=test -out certificate.pem
openssl x509 -in certificate.pem -outform DER -out certificate.der
openssl rsa -in "$v/keys/rsa2048.pem" -RSAPublicKey_out -out pkcs1.pub.pem 2>/dev/null
for key in "$v/keys/rsa2048.pub.pem" "$v/keys/rsa2048.spki.der" "$v/keys/rsa2048.pem" certificate.pem certificate.der \
	pkcs1.pub.pem; do
	sign-rproc-fw verify --key "$key" "$container"
done
sign-rproc-fw verify --key "$v/keys/rsa2048-encrypted.pem" --key-pass fd:3 "$container" 3<<<'correct horse'
sign-rproc-fw verify --key "$v/keys/rsa2048-encrypted.pem" --key-pwd 'correct horse' "$container"
rm certificate.pem certificate.der pkcs1.pub.pem
for key in "$v/keys/ec256.pub.pem" "$v/keys/ec256.spki.der" "$v/keys/ec256.pem"; do
	sign-rproc-fw verify --key "$key" "$v/sign/typical_ec256.sign"
done
