# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# As on a YubiKey: private key, public key and certificate have labels of their own, and the id in common.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
v=$TESTS/vectors
openssl pkey -in "$v/keys/rsa2048.pem" -outform DER -out ../token/private.der
openssl pkey -in "$v/keys/rsa2048.pem" -pubout -outform DER -out ../token/public.der
openssl req -x509 -new -subj /CN=firmware -key "$v/keys/rsa2048.pem" -outform DER -out ../token/certificate.der
on_token --write-object ../token/private.der --type privkey --id 02 --label 'Private key for Digital Signature'
on_token --write-object ../token/public.der --type pubkey --id 02 --label 'Public key for Digital Signature'
on_token --write-object ../token/certificate.der --type cert --id 02 --label 'Certificate for Digital Signature'
call=(sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key-pwd 4321 --quiet)

for uri in 'id=%02' 'object=Private%20key%20for%20Digital%20Signature' \
	'id=%02;object=Private%20key%20for%20Digital%20Signature;type=private'; do
	"${call[@]}" --key "pkcs11:$uri"
	cmp out.sign "$v/sign/plain.sign"
	rm out.sign
done
for uri in 'id=%02' 'id=%02;type=public' 'id=%02;type=cert' 'object=Public%20key%20for%20Digital%20Signature' \
	'object=Certificate%20for%20Digital%20Signature'; do
	sign-rproc-fw verify --key "pkcs11:$uri" "$v/sign/plain.sign"
done
# of a private key, the public half costs a PIN
sign-rproc-fw verify --key 'pkcs11:id=%02;type=private' --key-pwd 4321 --quiet "$v/sign/plain.sign"
fails 3 sign-rproc-fw verify --key 'pkcs11:id=%02;type=private' "$v/sign/plain.sign"
# the label of one isn't that of another
fails 3 "${call[@]}" --key 'pkcs11:object=Public%20key%20for%20Digital%20Signature'
fails 3 "${call[@]}" --key 'pkcs11:object=Certificate%20for%20Digital%20Signature'

# without a public key in the token there is still the private one's
on_token --delete-object --type pubkey --id 02
on_token --delete-object --type cert --id 02
"${call[@]}" --key 'pkcs11:id=%02'
cmp out.sign "$v/sign/plain.sign"
rm out.sign
# but not of ECDSA, where a private key doesn't say what the public one is
openssl pkey -in "$v/keys/ec256.pem" -outform DER -out ../token/private.der
on_token --write-object ../token/private.der --type privkey --id 03
fails 3 "${call[@]}" --key 'pkcs11:id=%03'
