# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# An RSA key in a PKCS#11 token, and every source of its PIN.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
new_key rsa:2048 firmware 0a
token_public_key firmware public.pem
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign)

check() {
	sign-rproc-fw verify --strict --key public.pem out.sign
	sign-rproc-fw check --device optee --key public.pem out.sign | head -n 1
	rm out.sign
}

PIN=4321 "${call[@]}" --key 'pkcs11:token=signing;object=firmware' --key-pass env:PIN
check
printf '4321\n' >pin
"${call[@]}" --key 'pkcs11:token=signing;id=%0a;type=private' --key-pass file:pin
check
"${call[@]}" --key 'pkcs11:object=firmware' --key-pass fd:3 3<pin
check
"${call[@]}" --key "pkcs11:object=firmware?pin-source=file:$PWD/pin"
check
"${call[@]}" --key "pkcs11:object=firmware?pin-source=$PWD/pin&module-path=$SOFTHSM"
check
# the only ones that others can see, and they say so; the PIN isn't in any message
"${call[@]}" --key 'pkcs11:object=firmware' --key-pwd 4321
check
"${call[@]}" --key 'pkcs11:object=firmware?pin-value=%343%321'
check
"${call[@]}" --key "pkcs11:object=firmware?pin-value=4321&module-path=$SOFTHSM" --quiet
check
fails 3 "${call[@]}" --key 'pkcs11:object=firmware;type=cert?pin-value=4321'
fails 2 "${call[@]}" --key 'pkcs11:object=firmware?pin-value=4321' --key-pass file:pin
fails 2 "${call[@]}" --key 'pkcs11:object=firmware?pin-value=4321' --key-pwd 4321
fails 2 "${call[@]}" --key "pkcs11:object=firmware?pin-value=$(printf '%0256d' 0)"
rm pin

# the public half, straight from the token and without a PIN
PIN=4321 "${call[@]}" --key 'pkcs11:object=firmware' --key-pass env:PIN
sign-rproc-fw verify --key 'pkcs11:object=firmware' out.sign
sign-rproc-fw check --key 'pkcs11:object=firmware' out.sign | head -n 1
# the same bytes as ever: RSA signatures depend on nothing else
cp out.sign first.sign
PIN=4321 "${call[@]}" --key 'pkcs11:object=firmware' --key-pass env:PIN --json | jq -r .key_fingerprint >fingerprint
cmp first.sign out.sign
echo "sha256:$(openssl pkey -pubin -in public.pem -outform DER | sha256sum | cut -d ' ' -f 1)" | cmp fingerprint
rm ./*
