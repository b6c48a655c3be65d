# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# RSA numbers by which anybody can sign are refused, wherever a key is read.
modulus=$(openssl rsa -in "$TESTS/vectors/keys/rsa2048.pem" -modulus -noout | sed 's/^Modulus=//')

# rsa_public FILE MODULUS EXPONENT
rsa_public() {
	cat >key.cnf <<END
asn1 = SEQUENCE:spki
[spki]
algorithm = SEQUENCE:algorithm
key = BITWRAP,SEQUENCE:key
[algorithm]
type = OID:rsaEncryption
parameters = NULL
[key]
modulus = INTEGER:0x$2
exponent = INTEGER:$3
END
	openssl asn1parse -noout -genconf key.cnf -out "$1"
	rm key.cnf
}

for exponent in 0 1 2 18446744073709551617; do
	rsa_public "e$exponent.der" "$modulus" "$exponent"
	fails 3 sign-rproc-fw key info "e$exponent.der"
	fails 3 sign-rproc-fw verify --strict --key "e$exponent.der" "$TESTS/vectors/sign/plain.sign"
	rm "e$exponent.der"
done
rsa_public even.der "${modulus%?}e" 65537
fails 3 sign-rproc-fw key info even.der
rm even.der
# a prime is refused where keys are looked at, since finding it takes as long as some signatures
fails 3 sign-rproc-fw key info "$TESTS/vectors/keys/rsa2048-prime.spki.der"
fails 1 sign-rproc-fw verify --key "$TESTS/vectors/keys/rsa2048-prime.spki.der" "$TESTS/vectors/sign/plain.sign"
# the same, but right
rsa_public good.der "$modulus" 65537
sign-rproc-fw verify --quiet --key good.der "$TESTS/vectors/sign/plain.sign"
rm good.der
