# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The same for ECDSA, whose signature OpenSSL wants in DER.
v=$TESTS/vectors

hex() {
	od -An -v -tx1 | tr -d ' \n'
}

sign-rproc-fw --in "$v/elf/typical.elf" --out out.sign --key "$v/keys/ec256.pem" --quiet
end=$((20 + $(u32 out.sign 8)))
part out.sign 0 "$end" >signed
cat >der.cnf <<END
asn1 = SEQUENCE:signature
[signature]
r = INTEGER:0x$(part out.sign "$end" 32 | hex)
s = INTEGER:0x$(part out.sign $((end + 32)) 32 | hex)
END
openssl asn1parse -genconf der.cnf -noout -out signature.der
openssl dgst -sha256 -verify "$v/keys/ec256.pub.pem" -signature signature.der signed

# and back
openssl dgst -sha256 -sign "$v/keys/ec256.pem" -out theirs.der signed
mapfile -t numbers < <(openssl asn1parse -inform DER -in theirs.der | sed -n 's/.*INTEGER *://p')
cp out.sign theirs.sign
poke theirs.sign "$end" "$(printf '%64s%64s' "${numbers[@]}" | tr ' ' 0)"
sign-rproc-fw verify --strict --key "$v/keys/ec256.pub.pem" theirs.sign
rm out.sign theirs.sign theirs.der signed der.cnf signature.der
