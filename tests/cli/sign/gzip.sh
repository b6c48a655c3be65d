# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# gzip is recognised by content.
v=$TESTS/vectors

gzip -c "$v/elf/plain.elf" >plain.elf
sign-rproc-fw --in plain.elf --out out.sign --key "$v/keys/rsa2048.pem"
cmp out.sign "$v/sign/plain.sign"
rm plain.elf out.sign
# several members are one file
{ head -c 100 "$v/elf/plain.elf" | gzip -c && tail -c +101 "$v/elf/plain.elf" | gzip -c; } |
	sign-rproc-fw --in - --out - --key "$v/keys/rsa2048.pem" | cmp - "$v/sign/plain.sign"
# a file that is as big as allowed, and one byte more
gzip -c "$TESTS/firmware/openamp.elf" >openamp.elf
sign-rproc-fw --in openamp.elf --out out.sign --key "$v/keys/rsa2048.pem" --max-size 3392
fails 3 sign-rproc-fw --in openamp.elf --out out.sign --key "$v/keys/rsa2048.pem" --max-size 3391
rm out.sign openamp.elf
