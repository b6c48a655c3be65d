# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# For OP-TEE's PAS by a key on P-384 that a TPM keeps.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
tpm
"$KEYS/make-pas-chain" chain >/dev/null
tpm_key 0x81000001 -G ecc384
printf '%s\n' '[leaf]' 'basicConstraints = critical, CA:false' 'keyUsage = critical, digitalSignature' \
	'extendedKeyUsage = codeSigning' >leaf.cnf
openssl crl2pkcs7 -nocrl -certfile chain/chain.pem | openssl pkcs7 -print_certs |
	awk '/BEGIN/ { n++ } n > 1 && /BEGIN/, /END/' >rest.pem
openssl req -new -sha384 -key chain/leaf.pem -subj /CN=tpm -out leaf.csr
openssl x509 -req -sha384 -in leaf.csr -force_pubkey public.pem -CA rest.pem -CAkey chain/ca.pem -set_serial 9 \
	-extfile leaf.cnf -extensions leaf -out leaf.crt 2>/dev/null
cat leaf.crt rest.pem >chain.pem
sign-rproc-fw sign --layout qcom-v6 --cert-chain chain.pem --pas-id 18 --key handle:0x81000001 --provider tpm2 \
	--in "$TESTS/vectors/pas/inputs/dsp32.elf" --out fw.mbn
sign-rproc-fw verify --root chain/root.der fw.mbn
sign-rproc-fw check --device qcom-pas-signed fw.mbn | head -n 1
rm -r chain ./*.pem leaf.*
