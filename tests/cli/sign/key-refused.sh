# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Keys that can't sign containers: each its own message.
v=$TESTS/vectors

refuse() {
	fails 3 sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$@"
}

openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out p521.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out k256.pem
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.pem
openssl genpkey -quiet -algorithm ED25519 -out ed25519.pem
openssl genpkey -quiet -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out dsa-parameters.pem
openssl genpkey -quiet -paramfile dsa-parameters.pem -out dsa.pem
openssl req -x509 -new -key "$v/keys/rsa2048.pem" -subj /CN=test -out certificate.pem
head -c 500 "$v/keys/rsa2048.pem" >cut.pem
sed s/PUBLIC/PRIVATE/ "$v/keys/rsa2048.pub.pem" >misnamed.pem

refuse "$v/keys/rsa2048.pub.pem"
refuse certificate.pem
refuse p384.pem
refuse p521.pem
refuse k256.pem
refuse pss.pem
refuse ed25519.pem
refuse dsa.pem
refuse dsa-parameters.pem
refuse cut.pem
refuse misnamed.pem
refuse "$v/elf/plain.elf"
refuse /dev/null
refuse missing.pem
refuse .
refuse "$v/keys/rsa2048.pem" --key-type ECC
refuse "$v/keys/ec256.pem" --key_type RSA
rm ./*.pem
