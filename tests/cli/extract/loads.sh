# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Segments, Intel HEX and memory; objcopy sees the same in the ELF file and in the Intel HEX file.
v=$TESTS/vectors

for elf in "$TESTS"/firmware/{blink,openamp}.elf "$v"/elf/{typical,rsc,lma_vma}.elf; do
	sign-rproc-fw --in "$elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"
	sign-rproc-fw extract --segments segments --hex out.hex --verbose in.sign
	# every section of the hex file is a segment, and the other way round
	for segment in segments/*; do
		address=${segment#*/} && address=${address%.bin}
		objdump -h -b ihex out.hex | awk '$2 ~ /^\.sec/ { print $2, $4 }' >sections
		name=$(awk -v address="${address#0x}" '$2 == address { print $1 }' sections)
		objcopy -I ihex -O binary -j "$name" out.hex section.bin
		cmp section.bin "$segment"
	done
	objdump -h -b ihex out.hex | grep -c '\.sec'
	rm -r segments
done
# records that aren't full: bases, ends of segments, entry, end
grep -v '^:10' out.hex

# a segment that crosses a multiple of 64 KiB, where a record of type 4 comes in between
cp "$v/elf/plain.elf" cross.elf
poke cross.elf $((52 + 8)) f8ff0010f8ff0010
sign-rproc-fw --in cross.elf --out in.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw extract --hex out.hex --segments segments in.sign
objcopy -I ihex -O binary out.hex section.bin
cmp section.bin segments/0x1000fff8.bin
grep -v '^:10' out.hex
rm -r segments
# and one that leaves the address space
poke cross.elf $((52 + 8)) f8fffffff8ffffff
sign-rproc-fw --in cross.elf --out in.sign --key "$KEYS/dev-rsa2048.pem" --force --quiet
fails 1 sign-rproc-fw extract --hex wrapped.hex --quiet in.sign
sign-rproc-fw extract --memory memory.bin in.sign

# memory begins at the lowest address and has the zeros behind segments, and between them
sign-rproc-fw --in "$v/elf/typical.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw extract --segments segments --memory memory.bin in.sign
stat -c %s memory.bin
cp segments/0x10000000.bin expected.bin
truncate -s $((0x20000)) expected.bin
cat segments/0x10020000.bin >>expected.bin
truncate -s $((0x31000)) expected.bin
cmp memory.bin expected.bin
# where memory begins is said, unless not asked for
sign-rproc-fw extract --memory - in.sign 2>message >memory.bin
cat message
cmp memory.bin expected.bin
sign-rproc-fw extract --memory memory.bin --quiet in.sign
rm -r segments

# two images are loaded one after the other, whatever their addresses
sign-rproc-fw --in "$v/elf/nonsecure.elf" --in "$v/elf/secure.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw extract --memory memory.bin --hex out.hex in.sign
sign-rproc-fw extract --image 1 --memory expected.bin in.sign
part memory.bin 0 "$(stat -c %s expected.bin)" | cmp - expected.bin
sign-rproc-fw extract --image 0 --memory expected.bin in.sign
part memory.bin 0x200000 "$(stat -c %s expected.bin)" | cmp - expected.bin
grep -v '^:10' out.hex
rm ./*
