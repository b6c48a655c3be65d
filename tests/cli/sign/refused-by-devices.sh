# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What only a device refuses: refused, unless --force.
v=$TESTS/vectors

check() {
	local name=$1

	shift
	echo "$name" >&2
	fails 1 sign-rproc-fw "$@" --out out.sign --key "$v/keys/rsa2048.pem"
	sign-rproc-fw "$@" --out out.sign --key "$v/keys/rsa2048.pem" --force
	rm out.sign
}

# spoil NAME OFFSET HEX: a copy of plain.elf with other bytes
spoil() {
	cp "$v/elf/plain.elf" "$1"
	poke "$1" "$2" "$3"
	check "$1" --in "$1"
	rm "$1"
}

check 'no section headers' --in "$v/elf/no_sections.elf"
check 'no PT_LOAD' --in "$v/elf/no_load.elf"
check 'two resource tables' --in "$v/elf/rsc.elf" --in "$v/elf/nonsecure.elf"
check 'shadowed p_paddr' --in "$v/elf/exidx_same_paddr_first.elf"
check 'p_paddr twice in one image' --in "$v/elf/dup_paddr.elf"
check 'p_paddr twice in two images' --in "$v/elf/plain.elf" --in "$v/elf/tail1.elf"
check 'resource table of version 2' --in "$v/elf/rsc_bad_version.elf"
check 'resource table, reserved words' --in "$v/elf/rsc_reserved.elf"
check 'resource table, too short' --in "$v/elf/rsc_short.elf"
check 'resource table, entries missing' --in "$v/elf/rsc_incomplete.elf"
check 'resource table, outside' --in "$v/elf/rsc_past_end.elf"
check 'resource table, unaligned' --in "$v/elf/rsc_unaligned.elf"
spoil section-headers-outside 32 f0ffffff
spoil section-header-size 46 2900
spoil section-names-outside 50 ff00
spoil segment-beyond-4-gib 0x40 f0ffffff
