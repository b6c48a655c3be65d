# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The new key is a published one; and its own key information.
v=$TESTS/vectors
call=(sign-rproc-fw resign --no-verify --quiet --in "$v/sign/plain.sign" --out out.sign)
fails 1 "${call[@]}" --refuse-known-keys --key "$KEYS/dev-rsa2048.pem"
SIGNFW_REFUSE_KNOWN_KEYS=1 fails 1 sign-rproc-fw digest --quiet --in "$v/elf/plain.elf" --out out.sign \
	--key "$KEYS/dev-rsa2048.pub.pem"
"${call[@]}" --key "$KEYS/dev-rsa2048.pem"
"${call[@]}" --key "$v/keys/rsa4096.pem" --key-info auto
sign-rproc-fw dump --tlv PKEYINFO out.sign | cmp - "$v/keys/rsa4096.spki.der"
rm out.sign
