# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What is suspicious: a warning, signed all the same; --quiet says nothing.
v=$TESTS/vectors

check() {
	sign-rproc-fw "$@" --out out.sign
	sign-rproc-fw "$@" --out out.sign --quiet
	rm out.sign
}

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024.pem -quiet
# a segment that isn't loaded, cut off
cp "$v/elf/stack.elf" cut.elf
poke cut.elf $((52 + 16)) ffffff00
# the resource table's section says another address
cp "$v/elf/rsc.elf" elsewhere.elf
table=$(readelf -SW elsewhere.elf | sed -n 's/^ *\[ *\([0-9]*\)\] \.resource_table.*/\1/p')
poke elsewhere.elf $(($(u32 elsewhere.elf 32) + 40 * table + 12)) 000000f0

check --in "$v/elf/memsz_below_filesz.elf" --key "$v/keys/rsa2048.pem"
check --in "$v/elf/overlap.elf" --key "$v/keys/rsa2048.pem"
check --in "$v/elf/many_segments.elf" --key "$v/keys/rsa2048.pem"
check --in "$v/elf/plain.elf" --key "$v/keys/ec256.pem"
check --in "$v/elf/plain.elf" --key rsa1024.pem
check --in "$TESTS/firmware/openamp-debug.elf" --key "$v/keys/rsa2048.pem"
check --in "$v/elf/plain.elf" --key "$v/keys/rsa2048.pem" --plat-tlv 0x10005 ''
check --in "$v/elf/plain.elf" --key "$v/keys/rsa2048.pem" --plat-tlv 0x10005 42
check --in cut.elf --key "$v/keys/rsa2048.pem"
check --in elsewhere.elf --key "$v/keys/rsa2048.pem"
rm rsa1024.pem cut.elf elsewhere.elf
