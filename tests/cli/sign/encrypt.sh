# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --enc-key: what OpenSSL decrypts is the ELF file, and nothing is encrypted the same way twice.
elf=$TESTS/firmware/openamp-encryptable.elf key=$TESTS/vectors/keys/aes256.bin
call=(sign-rproc-fw sign --in "$elf" --key "$TESTS/vectors/keys/rsa2048.pem" --plat-tlv BOOTADDR 0x0)
hex=$(od -An -v -tx1 "$key" | tr -d ' \n')

"${call[@]}" --enc-key "$key" --out one.sign
"${call[@]}" --enc_key "$TESTS/vectors/keys/aes256.hex" --out two.sign --verbose
sign-rproc-fw dump --json one.sign | jq -c '.layout, (.tlvs[] | [.name, .length]), .images[].type, .findings'

# decrypt FILE: its image, with every segment decrypted
decrypt() {
	local at offset size iv sha256

	at=$(sign-rproc-fw dump --json "$1" | jq '.images[0].offset')
	part "$1" "$at" 99999 >image
	sign-rproc-fw dump --json "$1" |
		jq -r '.images[0].segments[] | "\(.offset) \(.file_size) \(.iv) \(.sha256)"' >segments
	while read -r offset size iv sha256; do
		part image "$offset" "$size" >encrypted
		[ "$(sha256sum <encrypted)" = "$sha256  -" ]
		openssl enc -d -aes-256-cbc -nopad -K "$hex" -iv "$iv" -in encrypted |
			dd of=image bs=1 seek="$((offset))" conv=notrunc status=none
	done <segments
}

for file in one.sign two.sign; do
	decrypt "$file"
	cmp image "$elf"
	cut -d ' ' -f 3 segments >>ivs
done
wc -l <ivs
sort ivs | uniq -d
part one.sign 0x2a4 0x2a0 >one
part two.sign 0x2a4 0x2a0 >two
fails 1 cmp -s one two

# what devices decrypt is what they load when it isn't encrypted
"${call[@]}" --enc-key "$key" --out one.sign --device st-4.0
"${call[@]}" --layout st-4.0 --out plain.sign
loaded() {
	sign-rproc-fw check --json --device st-4.0 --key "$TESTS/vectors/keys/rsa2048.pub.pem" "$@" |
		jq -c '[.load.code, (.resource_table | {address, size, linux_can_read}), (.loads[] | [.address, .size, .sha256])]'
}
loaded --enc-key "$key" one.sign
# one after the other, as the warnings of both are expected
loaded --enc-key "$key" one.sign >one.loads
loaded plain.sign >plain.loads
diff one.loads plain.loads
rm one.loads plain.loads

# the signature is over what is encrypted, and the key isn't in it
fails 1 grep -qF "$hex" <(od -An -v -tx1 one.sign | tr -d ' \n')
# whatever it is, which is by chance
last=$(($(stat -c %s one.sign) - 2500))
poke one.sign "$last" "$(printf %02x $(($(od -An -tu1 -j "$last" -N 1 one.sign) ^ 1)))"
fails 1 sign-rproc-fw verify --key "$TESTS/vectors/keys/rsa2048.pub.pem" one.sign
rm ./*
