# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What a URI is, and what a file; files by URI.
v=$TESTS/vectors
call=(sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign)

check() {
	cmp out.sign "$v/sign/plain.sign"
	rm out.sign
}

cp "$v/keys/rsa2048.pem" key.pem
for uri in file:key.pem "file:$PWD/key.pem" "file://$PWD/key.pem" "file://localhost$PWD/key.pem"; do
	"${call[@]}" --key "$uri"
	check
done
# a file that is called so
cp key.pem pkcs11:key
"${call[@]}" --key pkcs11:key
check
# through a provider: the same file, with the same result
"${call[@]}" --key key.pem --provider default
check
# which is looked for in the folder that is named, and nowhere else
fails 3 "${call[@]}" --key key.pem --provider legacy --provider-path /nowhere
"${call[@]}" --key "$v/keys/rsa2048-encrypted.pem" --provider default --key-pass fd:3 3<<<'correct horse'
check
rm key.pem pkcs11:key

fails 3 "${call[@]}" --key file:missing.pem
fails 3 "${call[@]}" --key missing.pem --provider default
fails 3 "${call[@]}" --key "$v/elf/plain.elf" --provider default
fails 3 "${call[@]}" --key "$v/keys/rsa2048.pub.pem" --provider default
fails 3 "${call[@]}" --key "$v/keys/rsa2048-encrypted.pem" --provider default
fails 3 "${call[@]}" --key "$v/keys/rsa2048-encrypted.pem" --provider default --key-pass fd:3 3<<<wrong
fails 3 "${call[@]}" --key nowhere:key
fails 3 "${call[@]}" --key "$v/keys/rsa2048.pem" --provider no-such-provider
# no scheme: one letter, a digit in front, a slash before the colon
for name in c:key.pem 1st:key.pem folder/pkcs11:key; do
	fails 3 "${call[@]}" --key "$name"
done
fails 2 "${call[@]}" --key - --provider default
fails 2 "${call[@]}" --key k.pem --provider{,,,,,,,,}=default
fails 2 sign-rproc-fw check --provider default container
