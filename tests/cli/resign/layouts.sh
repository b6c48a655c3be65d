# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The layout stays, and so do its platform TLVs.
v=$TESTS/vectors

sign-rproc-fw sign --in "$v/elf/plain.elf" --out rsa.sign --key "$v/keys/rsa2048.pem" --layout st-4.0 --plat-tlv BOOTADDR 0x10000000
sign-rproc-fw resign --quiet rsa.sign --out ec.sign --verify-key "$v/keys/rsa2048.pub.pem" --key "$v/keys/ec256.pem" \
	--key-info "$v/keys/key_info.bin"
sign-rproc-fw verify --key "$v/keys/ec256.pub.pem" ec.sign
sign-rproc-fw dump ec.sign | grep -E 'SIGNTYPE|PKEYINFO|BOOTADDR'
sign-rproc-fw resign --quiet ec.sign --out back.sign --verify-key "$v/keys/ec256.pub.pem" --key "$v/keys/rsa2048.pem" --no-key-info
cmp rsa.sign back.sign
rm ./*.sign
