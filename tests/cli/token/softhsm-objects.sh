# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Which object it is: none, one, several; by label, by id.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
new_key EC:prime256v1 twin 01
new_key EC:prime256v1 twin 02
new_key EC:prime256v1 single 03
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key-pwd 4321 --quiet --key)

fails 3 "${call[@]}" 'pkcs11:token=signing;object=missing'
fails 3 "${call[@]}" 'pkcs11:token=signing;id=%04'
fails 3 "${call[@]}" 'pkcs11:token=signing;object=single;id=%01'
fails 3 "${call[@]}" 'pkcs11:token=signing;object=single;type=public'
fails 3 "${call[@]}" 'pkcs11:token=missing;object=single'
fails 3 "${call[@]}" 'pkcs11:slot-id=4711;object=single'
# several private keys, several public keys
fails 3 "${call[@]}" 'pkcs11:token=signing;object=twin'
fails 3 sign-rproc-fw verify --key 'pkcs11:token=signing;object=twin' "$TESTS/vectors/sign/plain.sign"
for id in 01 02; do
	"${call[@]}" "pkcs11:token=signing;object=twin;id=%$id"
	sign-rproc-fw verify --key "pkcs11:id=%$id" out.sign
	fails 1 sign-rproc-fw verify --key 'pkcs11:object=single' out.sign
done
rm out.sign

# not URIs of PKCS#11, and modules that aren't
fails 3 "${call[@]}" 'pkcs11:object=%xx'
fails 3 "${call[@]}" 'pkcs11:colour=red'
PKCS11_MODULE_PATH=/missing.so fails 3 "${call[@]}" 'pkcs11:object=single'
fails 3 "${call[@]}" 'pkcs11:object=single?module-path=/missing.so'
