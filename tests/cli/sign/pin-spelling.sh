# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A PIN on the command line is in no message, however often and however it is written.
call=(sign-rproc-fw sign --in "$TESTS/vectors/elf/plain.elf" --out out.sign)

for query in '?pin-value=SECRET&pin-value=SECRET' '?PIN-VALUE=SECRET' '?pin%2dvalue=SECRET' '?Pin-%56alue=SECRET' \
	'?pin-value=SECRET&PIN-value=SECRET' '?pin -value=SECRET' '?module-name=x;pin-value=SECRET' ';pin-value=SECRET' \
	'?pin-value=12&object=x;pin-value=SECRET'; do
	fails 2 "${call[@]}" --key "pkcs11:object=firmware$query"
done
fails 2 "${call[@]}" --key 'pkcs11:pin-value=SECRET'
# what belongs to a PIN goes with it
fails 3 "${call[@]}" --key 'nowhere:object=firmware?pin-value=SECRET;SECRET?SECRET&x-other=1' --quiet
fails 3 "${call[@]}" --key 'nowhere:object=firmware?x-other=1&pin-value=SECRET?SECRET' --quiet
# no PIN: another attribute, a part of a value
fails 3 "${call[@]}" --key 'nowhere:pin-values=1?x-pin-value=2&other=pin-value'
