# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --attest: a Statement of in-toto about the container, without names of files, the same each time.
elf=$TESTS/vectors/elf/plain.elf
key=$TESTS/vectors/keys/rsa2048.pem
sign-rproc-fw --in "$elf" --out a.sign --key "$key" --attest a.json
jq -c 'del(.predicate)' a.json
[ "$(sha256sum <a.sign)" = "$(jq -r '.subject[0].digest.sha256' a.json)  -" ]
[ "$(sha256sum <"$elf")" = "$(jq -r '.predicate.inputs[0].digest.sha256' a.json)  -" ]
! grep -q plain a.json

# from another folder, by another name, and compressed
mkdir b
gzip -c "$elf" >b/b.elf.gz
cp "$key" b/key
(cd b && sign-rproc-fw sign -o b.sign -k key --attest=../b.json b.elf.gz)
cmp a.json b.json

# all that has an effect; keys aren't in it
cp "$TESTS/vectors/keys/aes256.bin" aes.key
sign-rproc-fw sign --in "$TESTS/firmware/openamp-encryptable.elf" --out c.sign --key "$key" --attest c.json --strip \
	--table load --layout st-4.0 --bootaddr 0x80100000 --plat-tlv BOOTSEC 0x1 --enc-key aes.key --key-info auto \
	--device st-4.0 --force --quiet
# what is encrypted is different each time
jq -c '.predicate | .images[].digest.sha256 = "0" * 64' c.json
jq .predicate a.json

# with the container or not at all
fails 1 sign-rproc-fw sign --in "$TESTS/vectors/elf/big_endian.elf" --out d.sign --key "$key" --attest d.json
fails 3 sign-rproc-fw sign --in "$elf" --out d.sign --key "$key" --attest none/d.json
fails 2 sign-rproc-fw sign --in "$elf" --out d.sign --key "$key" --attest d.sign
fails 2 sign-rproc-fw sign --in "$elf" --out - --key "$key" --attest -
rm -r a.* b b.json c.* aes.key
