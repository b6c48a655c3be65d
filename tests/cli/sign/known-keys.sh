# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Published keys: a warning, or refused for who asks for it.
call=(sign-rproc-fw sign --in "$TESTS/vectors/elf/plain.elf" --out out.sign)
for name in dev-rsa2048 dev-rsa4096 dev-ec256; do
	"${call[@]}" --key "$KEYS/$name.pem"
	"${call[@]}" --quiet --key "$KEYS/$name.pem"
	rm out.sign
	fails 1 "${call[@]}" --refuse-known-keys --quiet --key "$KEYS/$name.pem"
	fails 1 "${call[@]}" --refuse-known-keys --force --key "$KEYS/$name.pem"
done
fails 1 "${call[@]}" --refuse_known_keys --json --key "$KEYS/dev-rsa2048.pem"

# by the environment, as release builds do
export SIGNFW_REFUSE_KNOWN_KEYS=1
fails 1 "${call[@]}" --key "$KEYS/dev-rsa2048.pem"
fails 1 sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$KEYS/dev-rsa2048.pem"
"${call[@]}" --key "$TESTS/vectors/keys/rsa2048.pem"
for value in '' 0; do
	SIGNFW_REFUSE_KNOWN_KEYS=$value "${call[@]}" --quiet --key "$KEYS/dev-rsa2048.pem"
done
unset SIGNFW_REFUSE_KNOWN_KEYS
"${call[@]}" --refuse-known-keys --key "$TESTS/vectors/keys/rsa2048.pem"
rm out.sign
