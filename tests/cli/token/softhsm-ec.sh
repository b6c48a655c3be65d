# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A P-256 key in a PKCS#11 token; and keys that containers can't be signed with.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
new_key EC:prime256v1 firmware 0a
new_key EC:secp384r1 large 0b
new_key rsa:4096 rsa 0c
token_public_key firmware public.pem
export PIN=4321
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key-pass env:PIN --quiet)

"${call[@]}" --key 'pkcs11:object=firmware'
sign-rproc-fw verify --key public.pem out.sign
sign-rproc-fw verify --key 'pkcs11:object=firmware;type=public' out.sign
fails 1 sign-rproc-fw verify --key 'pkcs11:object=rsa' out.sign
rm out.sign
fails 3 "${call[@]}" --key 'pkcs11:object=large'
fails 3 "${call[@]}" --key 'pkcs11:object=firmware' --key-type RSA
fails 3 sign-rproc-fw verify --key 'pkcs11:object=large' "$TESTS/vectors/sign/plain.sign"
rm public.pem
