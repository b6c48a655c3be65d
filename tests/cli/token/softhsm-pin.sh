# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A wrong PIN is tried once, and is told from all else that can be wrong.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
new_key EC:prime256v1 firmware 0a
spy=$(first_file /usr/lib/pkcs11-spy.so /usr/lib*/*/pkcs11-spy.so)
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign)

# Signs through a module that writes down every call; prints how often the token was given a PIN.
spy_on() {
	rm -f ../token/log
	# the spy loses memory, and is gone when it can still be told who did
	ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 PKCS11SPY=$SOFTHSM PKCS11SPY_OUTPUT=../token/log \
		PKCS11_MODULE_PATH=$spy "$@"
	echo "PINs tried: $(grep -c C_Login ../token/log)" >&2
}

spy_on "${call[@]}" --key 'pkcs11:object=firmware?pin-value=4321' --quiet
rm out.sign
spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware?pin-value=1234' --quiet
PIN=12345 spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware' --key-pass env:PIN
PIN='' spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware' --key-pass env:PIN
spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware' --key-pass env:NOT_SET
spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware'
spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware?pin-source=file:missing'
spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware?pin-source=.'
# a second token: no PIN is tried on both
new_token other 4321
spy_on fails 3 "${call[@]}" --key 'pkcs11:object=firmware' --key-pwd 4321 --quiet
spy_on "${call[@]}" --key 'pkcs11:token=signing;object=firmware' --key-pwd 4321 --quiet
rm out.sign
