# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The raw value of a TLV, by number or name.
cp "$TESTS/vectors/sign/everything.sign" .
cmp <(sign-rproc-fw dump --tlv PKEYINFO everything.sign) "$TESTS/vectors/keys/key_info.bin"
cmp <(sign-rproc-fw dump --tlv=pkeyinfo --in everything.sign) "$TESTS/vectors/keys/key_info.bin"
cmp <(sign-rproc-fw dump --tlv 0x11 everything.sign) "$TESTS/vectors/keys/key_info.bin"
cmp <(sign-rproc-fw dump --tlv 17 everything.sign) "$TESTS/vectors/keys/key_info.bin"
sign-rproc-fw dump --tlv 0x10001 everything.sign | od -An -tx1
sign-rproc-fw dump --tlv HASHTABLE everything.sign | wc -c
# of two, the one that counts
sign-rproc-fw dump --tlv SIGNTYPE "$TESTS/vectors/malformed/duplicate_signtype_bad_first.sign" | od -An -tx1
fails 1 sign-rproc-fw dump --tlv 0x10003 everything.sign
fails 2 sign-rproc-fw dump --tlv unknown everything.sign
fails 2 sign-rproc-fw dump --tlv platform everything.sign
fails 2 sign-rproc-fw dump --tlv '' everything.sign
fails 2 sign-rproc-fw dump --tlv 0x100000000 everything.sign
fails 2 sign-rproc-fw dump --tlv 0x11 --json everything.sign
rm everything.sign
