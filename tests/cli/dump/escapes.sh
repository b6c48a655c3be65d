# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Bytes from the file, and the file's name, never reach the terminal as they are.
printf 'text with \\ and "quotes"' >plain
printf '\033]0;title\007\033[31mred\n' >escapes
printf 'caf\xe9 \xff\xfe' >latin1
printf '%40s' long | tr ' ' y >long
name=$'out\e[1m\xe9\n.sign'
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out "$name" --key "$TESTS/vectors/keys/rsa2048.pem" \
	--plat-tlv-file 0x10001 plain --plat-tlv-file 0x10002 escapes --plat-tlv-file 0x10003 latin1 \
	--plat-tlv-file 0x10004 long --key-info escapes
sign-rproc-fw dump "$name" >text
fails 1 grep -n '[^ -~]' text
sed -n '1p; /^TLVs/,/^$/p; /^Key info/,$p' text
sign-rproc-fw dump --json "$name" >report.json
fails 1 grep -nP '[\x00-\x09\x0b-\x1f\x7f]' report.json
iconv -f UTF-8 -t UTF-8 report.json | jq '.file, (.tlvs[] | select(.name == "platform") | .value)'
rm ./*
