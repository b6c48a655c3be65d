# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What memory holds after the last step, as files.
v=$TESTS/vectors
check() {
	sign-rproc-fw check --quiet --board stm32mp157-dk --memory-out memory "$@"
}

# the segments of the ELF file, at their addresses
check --sequence load "$v/sign/rsc.sign"
sign-rproc-fw extract --quiet --segments segments "$v/sign/rsc.sign"
for file in memory/*; do
	cmp "$file" "segments/${file#memory/}"
done
ls memory
rm -r memory segments
# zeros take no room
check --sequence load,release "$v/sign/rsc.sign"
for file in memory/*; do
	stat -c '%n %s %b' "$file"
	cmp -n "$(stat -c %s "$file")" "$file" /dev/zero
done
rm -r memory
# Intel HEX
check --sequence load --memory-format hex "$v/sign/plain.sign"
sign-rproc-fw extract --quiet --hex plain.hex "$v/sign/plain.sign"
grep -v '^:04000005' plain.hex | diff - memory/memory.hex
rm -r memory plain.hex
check --sequence load,release --memory-format hex "$v/sign/plain.sign"
head -n 2 memory/memory.hex
rm -r memory
# nothing was written
fails 1 sign-rproc-fw check --quiet --board stm32mp157-dk --memory-out memory --sequence start "$v/sign/plain.sign"
ls -A memory
rmdir memory

# decrypted firmware is its owner's; what can't be decrypted is left out
umask 022
sign-rproc-fw check --quiet --device st-4.0 --board stm32mp257-ev1 --memory-out memory --sequence load \
	--enc-key "$v/keys/aes256.bin" "$v/sign-st/st40_enc256.sign"
stat -c '%a %n %s' memory/*
part memory/0x80000000.bin 0 16 | od -An -tx1
rm -r memory
sign-rproc-fw check --quiet --device st-4.0 --board stm32mp257-ev1 --memory-out memory --sequence load \
	"$v/sign-st/st40_enc256.sign"
ls memory
rm -r memory

fails 2 sign-rproc-fw check --memory-out memory "$v/sign/plain.sign"
fails 2 sign-rproc-fw check --memory-out memory --sequence load "$v/sign/plain.sign" "$v/sign/rsc.sign"
touch file
fails 3 sign-rproc-fw check --quiet --memory-out file --sequence load "$v/sign/plain.sign"
fails 3 sign-rproc-fw check --quiet --memory-out missing/memory --sequence load "$v/sign/plain.sign"
rm file
