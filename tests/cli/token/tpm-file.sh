# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Keys in files that only a TPM can open: TSS2 PRIVATE KEY.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
tpm
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --provider tpm2 --quiet)

# new_tpm_file FILE OPTIONS...: a new key, made by OpenSSL
new_tpm_file() {
	local file=$1

	shift
	openssl genpkey -provider tpm2 -out "$file" "$@" 2>/dev/null
	head -n 1 "$file"
	openssl pkey -provider tpm2 -provider default -in "$file" -passin pass:secret -pubout -out public.pem
}

check() {
	sign-rproc-fw verify --key public.pem out.sign
	rm out.sign
}

new_tpm_file rsa.pem -algorithm RSA -pkeyopt bits:2048
"${call[@]}" --key rsa.pem
sign-rproc-fw check --device optee --key public.pem out.sign | head -n 1
check
"${call[@]}" --key "file:$PWD/rsa.pem"
check
new_tpm_file ec.pem -algorithm EC -pkeyopt group:P-256 -pkeyopt user-auth:secret
"${call[@]}" --key ec.pem --key-pass fd:3 3<<<secret
check
fails 3 "${call[@]}" --key ec.pem --key-pass fd:3 3<<<wrong
fails 3 "${call[@]}" --key ec.pem
# the configuration file instead of --provider, for a key that the TPM keeps
tpm_key 0x81000001 -G rsa2048
printf '%s\n' 'openssl_conf = start' '[start]' 'providers = list' '[list]' 'tpm2 = on' '[on]' 'activate = 1' \
	>../tpm/openssl.cnf
OPENSSL_CONF=$PWD/../tpm/openssl.cnf sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign \
	--key handle:0x81000001
check
# not without the TPM
fails 3 sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key rsa.pem
rm ./*.pem
