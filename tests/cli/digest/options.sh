# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What `sign` can do, digest and stitch do in two steps.
v=$TESTS/vectors

same() {
	sign-rproc-fw sign --quiet --out one "$@" --key "$v/keys/rsa4096.pem"
	sign-rproc-fw digest --quiet --out two "$@" --key "$v/keys/rsa4096.pub.pem" --format raw >digest.bin
	openssl pkeyutl -sign -inkey "$v/keys/rsa4096.pem" -pkeyopt digest:sha256 -in digest.bin |
		sign-rproc-fw stitch two --signature - --key "$v/keys/rsa4096.pub.pem" --out - | cmp - one
}

same --in "$v/elf/plain.elf" --in "$v/elf/rsc.elf" --plat-tlv 0x10001 0x80000000 --plat-tlv-file 0x10002 "$v/keys/key_info.bin" \
	--key-info "$v/keys/key_info.bin" --key-type RSA
same --in "$v/elf/no_load.elf" --force
same --in "$TESTS/firmware/openamp-debug.elf" --strip --table load
same --in "$v/elf/plain.elf" --layout st-4.0 --plat-tlv BOOTADDR 0x10000000 --tlv-order upstream
same --in "$v/elf/plain.elf" --device optee-4.4 --region ram=0x10000000:0x10000
rm one two digest.bin
