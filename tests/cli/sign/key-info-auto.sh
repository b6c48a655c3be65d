# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The key itself as key information, as devices with fuses expect it; a file of that name is ./auto.
elf=$TESTS/vectors/elf/plain.elf
for name in rsa2048 rsa4096 ec256; do
	key=$TESTS/vectors/keys/$name
	sign-rproc-fw sign --in "$elf" --out auto.sign --key "$key.pem" --key-info auto
	sign-rproc-fw dump --tlv PKEYINFO auto.sign | cmp - "$key.spki.der"
	sign-rproc-fw verify --key "$key.pub.pem" auto.sign
done
sign-rproc-fw sign --in "$elf" --out auto.sign --key "$TESTS/vectors/keys/rsa2048.pem" --key_info=auto
sign-rproc-fw sign --in "$elf" --out file.sign --key "$TESTS/vectors/keys/rsa2048.pem" \
	--key-info "$TESTS/vectors/keys/rsa2048.spki.der"
cmp auto.sign file.sign

# which take it
for name in rsa2048 ec256; do
	sign-rproc-fw sign --in "$elf" --out st.sign --layout st-4.0 --device st-4.0-otp --key "$TESTS/vectors/keys/$name.pem" \
		--key-info auto
done
fails 1 sign-rproc-fw sign --in "$elf" --out none.sign --layout st-4.0 --device st-4.0-otp \
	--key "$TESTS/vectors/keys/rsa4096.pem" --key-info auto
fails 1 sign-rproc-fw sign --in "$elf" --out none.sign --layout st-4.0 --device st-4.0-otp \
	--key "$TESTS/vectors/keys/rsa2048.pem"

echo information >auto
sign-rproc-fw sign --in "$elf" --out file.sign --key "$TESTS/vectors/keys/rsa2048.pem" --key-info ./auto
sign-rproc-fw dump --tlv PKEYINFO file.sign
fails 2 sign-rproc-fw sign --in "$elf" --out auto --key "$TESTS/vectors/keys/rsa2048.pem" --key-info ./auto
sign-rproc-fw sign --in "$elf" --out auto --key "$TESTS/vectors/keys/rsa2048.pem" --key-info auto
cmp auto auto.sign
rm auto auto.sign file.sign st.sign
