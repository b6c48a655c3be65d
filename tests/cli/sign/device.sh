# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What the device of --device would refuse isn't written, unless --force.
v=$TESTS/vectors
call=(sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign)

refused() {
	fails 1 "${call[@]}" "$@"
	[ ! -e out.sign ]
	"${call[@]}" "$@" --force
	rm out.sign
	"${call[@]}" "$@" --force --quiet
	rm out.sign
}

refused --device optee --key "$v/keys/ec256.pem"
refused --region ram=0x20000000:0x1000 --key "$v/keys/rsa2048.pem"
refused --heap 512 --key "$v/keys/rsa2048.pem"
# and what it accepts is
"${call[@]}" --device optee-4.1 --region ram=0x10000000:0x10000 --heap 8192 --key "$v/keys/rsa2048.pem"
cmp out.sign "$v/sign/plain.sign"
rm out.sign
# what isn't a device, or memory
fails 2 "${call[@]}" --device optee-9 --key "$v/keys/rsa2048.pem"
fails 3 "${call[@]}" --dtb missing.dtb --key "$v/keys/rsa2048.pem"
# many segments: refused by the default heap only
call=(sign-rproc-fw sign --in "$v/elf/many_segments.elf" --out out.sign --key "$v/keys/rsa2048.pem")
fails 1 "${call[@]}" --device optee-4.10
"${call[@]}" --device optee-4.10 --heap 16384
rm out.sign
