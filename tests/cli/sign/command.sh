# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Somebody else signs: what it is told, and that the result is what the key itself would have made.
v=$TESTS/vectors
call=(sign-rproc-fw sign --quiet --in "$v/elf/plain.elf" --out out.sign)

# of the digest
signer pkeyutl <<'END'
[ "$#" -eq 2 ] || exit 1
echo "$1 $2" >&2
exec openssl pkeyutl -sign -inkey "$KEY" -pkeyopt digest:sha256
END
# of the data
signer dgst <<'END'
exec openssl dgst -sha256 -sign "$KEY"
END
# r || s, from DER
signer raw <<'END'
openssl dgst -sha256 -sign "$KEY" | openssl asn1parse -inform DER |
	sed -n 's/.*INTEGER *://p' | xargs printf '%64s' | tr ' ' 0 | xxd -r -p
END

export KEY=$v/keys/rsa2048.pem
"${call[@]}" --key "$v/keys/rsa2048.pub.pem" --sign-command ./pkeyutl
cmp out.sign "$v/sign/plain.sign"
"${call[@]}" --key "$v/keys/rsa2048.pub.pem" --sign-command ./pkeyutl --sign-command-key-id 'slot 9c' --sign-command-input digest
cmp out.sign "$v/sign/plain.sign"
"${call[@]}" --key "$v/keys/rsa2048.pub.pem" --sign_command=./dgst --sign_command_input=data --deterministic
cmp out.sign "$v/sign/plain.sign"
# the private key of --key isn't used, its public half is
"${call[@]}" --key "$v/keys/rsa2048.pem" --sign-command ./dgst --sign-command-input data --verbose
cmp out.sign "$v/sign/plain.sign"
openssl req -x509 -new -key "$KEY" -subj /CN=test -out certificate.pem
"${call[@]}" --key certificate.pem --sign-command ./dgst --sign-command-input data --json | jq -r .key_fingerprint
cmp out.sign "$v/sign/plain.sign"

KEY=$v/keys/ec256.pem
for signer in dgst raw; do
	"${call[@]}" --key "$v/keys/ec256.pub.pem" --sign-command "./$signer" --sign-command-input data
	sign-rproc-fw verify --strict --key "$v/keys/ec256.pub.pem" out.sign
done
"${call[@]}" --key "$v/keys/ec256.pub.pem" --sign-command ./pkeyutl
sign-rproc-fw verify --strict --key "$v/keys/ec256.pub.pem" out.sign
rm ./*
