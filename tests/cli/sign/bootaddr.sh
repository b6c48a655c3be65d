# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --bootaddr: given, or found; never guessed.
v=$TESTS/vectors
call=(sign-rproc-fw sign --layout st-4.0 --out out.sign --key "$KEYS/dev-rsa2048.pem" --quiet)

platform() {
	sign-rproc-fw dump --json out.sign | jq -c '[.tlvs[] | select(.type >= "0x00010000") | [.name, .value]]'
	rm out.sign
}

# a vector table at 0x80100000, and one at 0x80000000, in sections of this name
table() {
	cp "$TESTS/firmware/blink.elf" "$1"
	poke "$1" $((52 + 8)) "$2$2"
	poke "$1" $(($(u32 "$1" 32) + 40 + 12)) "$2"
}
table nonsecure.elf 00001080
table secure.elf 00000080

# given: the same as a TLV by name, in its place among others
"${call[@]}" --in nonsecure.elf --bootaddr 0x80100000
cp out.sign given.sign
platform
"${call[@]}" --in nonsecure.elf --plat-tlv BOOTADDR 0x80100000
cmp out.sign given.sign
"${call[@]}" --in nonsecure.elf --plat-tlv BOOTSEC 0x1 --bootaddr 2148532224
platform

# who names it means ST's layout
sign-rproc-fw --in nonsecure.elf --out out.sign --key "$KEYS/dev-rsa2048.pem" --quiet --plat-tlv BOOTADDR 0x80100000
cmp out.sign given.sign
sign-rproc-fw --in nonsecure.elf --out out.sign --key "$KEYS/dev-rsa2048.pem" --quiet --bootaddr 0x80100000
cmp out.sign given.sign
sign-rproc-fw --in nonsecure.elf --out out.sign --key "$KEYS/dev-rsa2048.pem" --quiet --plat-tlv SBOOTADDR 0x80100000
sign-rproc-fw dump out.sign | sed -n 1p

# found, in images stripped or not
"${call[@]}" --in nonsecure.elf --bootaddr auto
cmp out.sign given.sign
sign-rproc-fw sign --layout st-4.0 --out out.sign --key "$KEYS/dev-rsa2048.pem" --in nonsecure.elf --bootaddr auto --strip --verbose |
	cut -d, -f 1-3
platform
# one of the images has it
"${call[@]}" --in "$v/elf/nonsecure.elf" --in nonsecure.elf --bootaddr auto
platform

# two of the images have one, or none has
fails 1 "${call[@]}" --in nonsecure.elf --in secure.elf --bootaddr auto
"${call[@]}" --in nonsecure.elf --in secure.elf --bootaddr 0x80000000 --plat-tlv BOOTSEC 0x1 --force
platform
fails 1 "${call[@]}" --in "$v/elf/plain.elf" --bootaddr auto
fails 1 "${call[@]}" --in "$v/elf/plain.elf" --in "$v/elf/typical.elf" --bootaddr auto
fails 1 "${call[@]}" --in "$v/elf/plain.elf" --bootaddr auto --json | jq -c '[.layout, .size, .findings[].id]'
# where devices can't start
table odd.elf 40001080
fails 1 "${call[@]}" --in odd.elf --bootaddr auto
fails 1 "${call[@]}" --in "$KEYS/dev-rsa2048.pem" --bootaddr auto
sign-rproc-fw sign --layout st-4.0 --out out.sign --key "$KEYS/dev-rsa2048.pem" --in odd.elf --bootaddr 0x80100040
platform

# what makes no sense
fails 2 "${call[@]}" --in nonsecure.elf --bootaddr main
fails 2 "${call[@]}" --in nonsecure.elf --bootaddr 0x100000000
fails 2 "${call[@]}" --in nonsecure.elf --bootaddr auto --plat-tlv BOOTADDR 0x80000000
fails 2 sign-rproc-fw sign --layout optee --out out.sign --key "$KEYS/dev-rsa2048.pem" --in nonsecure.elf --bootaddr auto
rm nonsecure.elf secure.elf odd.elf given.sign
