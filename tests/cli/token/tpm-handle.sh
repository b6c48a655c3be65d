# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Keys that a TPM keeps, by handle, through OpenSSL's provider.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
tpm
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --provider tpm2)

tpm_key 0x81000001 -G rsa2048
"${call[@]}" --key handle:0x81000001
sign-rproc-fw verify --strict --key public.pem out.sign
sign-rproc-fw check --device optee --key public.pem out.sign | head -n 1
# the TPM's own half; and a fingerprint that others compute alike
sign-rproc-fw verify --key handle:0x81000001 --provider tpm2 --provider default out.sign
cp out.sign first.sign
"${call[@]}" --key handle:0x81000001 --provider default --json | jq -r .key_fingerprint >fingerprint
cmp first.sign out.sign
echo "sha256:$(openssl pkey -pubin -in public.pem -outform DER | sha256sum | cut -d ' ' -f 1)" | cmp fingerprint
rm out.sign first.sign fingerprint

tpm_key 0x81000002 -G ecc256 -p secret
"${call[@]}" --key 'handle:0x81000002?pass' --key-pass fd:3 --quiet 3<<<secret
sign-rproc-fw verify --key public.pem out.sign
fails 1 sign-rproc-fw verify --key handle:0x81000001 --provider tpm2 out.sign
rm out.sign

# a wrong password, which the TPM counts; none, not asked for; no such key; no provider for it
fails 3 "${call[@]}" --key 'handle:0x81000002?pass' --key-pass fd:3 3<<<wrong
tpm2_getcap properties-variable | grep TPM2_PT_LOCKOUT_COUNTER
fails 3 "${call[@]}" --key 'handle:0x81000002?pass'
fails 3 "${call[@]}" --key 'handle:0x81000002' --key-pass fd:3 3<<<secret
fails 3 "${call[@]}" --key handle:0x81000003
fails 3 "${call[@]}" --key handle:firmware
fails 3 sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key handle:0x81000001
# a key that can't sign what containers need
tpm_key 0x81000004 -G ecc384
fails 3 "${call[@]}" --key handle:0x81000004
tpm_key 0x81000005 -G rsa2048:rsapss-sha256:null
fails 3 "${call[@]}" --key handle:0x81000005
# no TPM
TPM2OPENSSL_TCTI=swtpm:path=/nowhere fails 3 "${call[@]}" --key handle:0x81000001
rm public.pem
