# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Key information of st-3.16 as ST's script writes it: 10 bytes, counted as 43, with 3 of padding.
good=$TESTS/vectors/sign-st/st316_plain.sign
{
	part "$good" 0 120
	printf 'my key ...\0\0\0'
	part "$good" 120 100000
} >in.sign
poke in.sign 8 "$(le32 $((376 + 46)))"
poke in.sign 16 "$(le32 $((120 + 46)))"
poke in.sign 36 "$(le32 43)$(le32 120)"
poke in.sign 48 "$(le32 $((376 + 46)))"
fails 1 sign-rproc-fw verify --key "$TESTS/vectors/keys/rsa2048.pub.pem" in.sign
fails 1 sign-rproc-fw dump in.sign | grep -E 'layout|key_info|PKEYINFO|^Image|^Signature|LOAD|miscounted'
rm in.sign
