# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A private key that others can read is warned of, a public one isn't.
v=$TESTS/vectors
call=(sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign)

cp "$v/keys/rsa2048.pem" key.pem
for mode in 0600 0400 0610 0644 0640 0604; do
	chmod "$mode" key.pem
	echo "$mode" >&2
	"${call[@]}" --key key.pem
done
"${call[@]}" --key key.pem --quiet
sign-rproc-fw verify --key key.pem out.sign
chmod 0644 "$v/keys/rsa2048.pub.pem"
sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" out.sign
# no file, no mode
"${call[@]}" --key - <key.pem
rm key.pem out.sign
