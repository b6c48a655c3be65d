# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Images that can never load, each with one thing wrong.  --force changes nothing.
elf=$TESTS/vectors/elf

refuse() {
	fails 1 sign-rproc-fw --in "$1" --out out.sign --key "$KEYS/dev-rsa2048.pem"
	fails 1 sign-rproc-fw --in "$1" --out out.sign --key "$KEYS/dev-rsa2048.pem" --force 2>forced
	# beside the verdict, --force may turn other errors into warnings
	grep -q '\[elf-' forced
	rm forced
}

# spoil NAME OFFSET HEX: a copy of plain.elf with other bytes, refused
spoil() {
	cp "$elf/plain.elf" "$1"
	poke "$1" "$2" "$3"
	refuse "$1"
	rm "$1"
}

echo 'not an ELF file' >text
refuse text
: >empty
refuse empty
head -c 51 "$elf/plain.elf" >cut-in-header
refuse cut-in-header
head -c 60 "$elf/plain.elf" >cut-in-program-headers
refuse cut-in-program-headers
head -c 600 "$elf/plain.elf" >cut-in-segment
refuse cut-in-segment
# what was signed before
cp "$TESTS/vectors/sign/plain.sign" signed
refuse signed
rm text empty signed cut-in-header cut-in-program-headers cut-in-segment

spoil class-64 4 02
spoil class-unknown 4 07
spoil byte-order-big 5 02
spoil byte-order-unknown 5 00
spoil machine-aarch64 18 b700
spoil program-headers-outside 28 fffffff0
spoil program-headers-none 44 0000
spoil program-headers-too-many 44 ffff
spoil segment-offset-outside 0x38 f0ffffff
spoil segment-size-outside 0x44 ffffffff
