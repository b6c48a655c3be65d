# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# One thing damaged at a time: what is found, and where.
v=$TESTS/vectors
good=$TESTS/vectors/sign/rsc.sign
signature=$((20 + $(u32 "$good" 8)))
image=$((signature + $(u32 "$good" 12)))

# spoil NAME OFFSET: flips all bits of one byte
spoil() {
	local byte

	byte=$(od -An -tu1 -j "$2" -N 1 "$good")
	cp "$good" "$1"
	poke "$1" "$2" "$(printf '%02x' $((byte ^ 255)))"
	fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" "$1"
	rm "$1"
}

spoil magic 0
spoil version 4
spoil tlv-length 8
spoil signature-length 12
spoil images-length 16
spoil first-tlv-type 20
spoil first-tlv-value 28
spoil hash-table 120
spoil signature-first-byte "$signature"
spoil signature-last-byte $((image - 1))
spoil elf-magic "$image"
spoil segment "$((image + $(u32 "$good" $((image + 56)))))"
# not signed, and what a device doesn't look at
cp "$good" entry-point
poke entry-point $((image + 24)) 00000000
sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" entry-point
rm entry-point

head -c -1 "$good" >one-byte-less
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" one-byte-less
head -c 19 "$good" >in-the-header
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" in-the-header
: >empty
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" empty
{ cat "$good" && printf '\0'; } >one-byte-more
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" one-byte-more
rm one-byte-less in-the-header empty one-byte-more
