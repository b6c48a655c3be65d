# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A file can ask for years of work before its passphrase can be tried.  It is told from one that is only expensive.
call=(timeout 60 sign-rproc-fw)

der() {
	cat >der.cnf
	openssl asn1parse -noout -genconf der.cnf -out "$1"
	rm der.cnf
}

# pkcs8 FILE ITERATIONS
pkcs8() {
	der "$1" <<END
asn1 = SEQUENCE:encrypted
[encrypted]
algorithm = SEQUENCE:pbes2
data = FORMAT:HEX,OCTETSTRING:00112233445566778899aabbccddeeff
[pbes2]
type = OID:PBES2
parameters = SEQUENCE:both
[both]
kdf = SEQUENCE:pbkdf2
cipher = SEQUENCE:aes
[pbkdf2]
type = OID:PBKDF2
parameters = SEQUENCE:salted
[salted]
salt = FORMAT:HEX,OCTETSTRING:0001020304050607
iterations = INTEGER:$2
prf = SEQUENCE:hmac
[hmac]
type = OID:hmacWithSHA256
parameters = NULL
[aes]
type = OID:AES-256-CBC
iv = FORMAT:HEX,OCTETSTRING:000102030405060708090a0b0c0d0e0f
END
}

# pkcs12 FILE ITERATIONS: a MAC, and nothing that it is of
pkcs12() {
	der "$1" <<END
asn1 = SEQUENCE:pfx
[pfx]
version = INTEGER:3
safes = SEQUENCE:safes
mac = SEQUENCE:mac
[safes]
type = OID:pkcs7-data
content = EXPLICIT:0,FORMAT:HEX,OCTETSTRING:3000
[mac]
digest = SEQUENCE:digest
salt = FORMAT:HEX,OCTETSTRING:0001020304050607
iterations = INTEGER:$2
[digest]
algorithm = SEQUENCE:sha1
value = FORMAT:HEX,OCTETSTRING:000102030405060708090a0b0c0d0e0f10111213
[sha1]
type = OID:SHA1
parameters = NULL
END
}

# scrypt FILE N R P
scrypt() {
	der "$1" <<END
asn1 = SEQUENCE:encrypted
[encrypted]
algorithm = SEQUENCE:pbes2
data = FORMAT:HEX,OCTETSTRING:00112233445566778899aabbccddeeff
[pbes2]
type = OID:PBES2
parameters = SEQUENCE:both
[both]
kdf = SEQUENCE:scrypt
cipher = SEQUENCE:aes
[scrypt]
type = OID:id-scrypt
parameters = SEQUENCE:salted
[salted]
salt = FORMAT:HEX,OCTETSTRING:0001020304050607
n = INTEGER:$2
r = INTEGER:$3
p = INTEGER:$4
[aes]
type = OID:AES-256-CBC
iv = FORMAT:HEX,OCTETSTRING:000102030405060708090a0b0c0d0e0f
END
}

for iterations in 10000001 2147483647 18446744073709551617; do
	pkcs8 key.der "$iterations"
	fails 3 "${call[@]}" key info --key-pass fd:3 key.der 3<<<secret
	pkcs12 key.der "$iterations"
	fails 3 "${call[@]}" key info --key-pass fd:3 key.der 3<<<secret
done
# in PEM, behind something else, through a provider, and where nobody expects a secret
{
	cat "$TESTS/vectors/keys/rsa2048.pub.pem"
	echo '-----BEGIN ENCRYPTED PRIVATE KEY-----'
	pkcs8 key.der 2147483647
	openssl base64 -in key.der
	echo '-----END ENCRYPTED PRIVATE KEY-----'
} >key.pem
fails 3 "${call[@]}" key info --key-pass fd:3 key.pem 3<<<secret
fails 3 "${call[@]}" key info --provider default --key-pass fd:3 key.pem 3<<<secret
pkcs12 key.der 2147483647
fails 3 "${call[@]}" sign --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem" \
	--key-info key.der
scrypt key.der 32768 8 1
fails 3 "${call[@]}" key info --key-pass fd:3 key.der 3<<<secret
scrypt key.der 1024 1 9766
fails 3 "${call[@]}" key info --key-pass fd:3 key.der 3<<<secret
scrypt key.der 2 1 18446744073709551615
fails 3 "${call[@]}" key info --key-pass fd:3 key.der 3<<<secret
# as much as is allowed, and a key that is merely expensive
scrypt key.der 16384 8 1
fails 3 "${call[@]}" key info --key-pass fd:3 key.der 3<<<secret
openssl pkcs8 -topk8 -in "$TESTS/vectors/keys/ec256.pem" -out key.pem -iter 300000 -passout pass:secret
"${call[@]}" key info --key-pass fd:3 key.pem 3<<<secret | head -n 1
rm key.der key.pem
