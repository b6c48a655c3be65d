# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What lies between segments takes no room on the disk, and reads as zeros.
v=$TESTS/vectors
: >empty
truncate -s 1M hole
[ "$(stat -c %b hole)" -eq "$(stat -c %b empty)" ] || skip "this file system has no holes"
rm hole empty

# 2 segments, 640 MiB apart
sign-rproc-fw extract --memory wide.bin "$v/sign/lma_vma.sign"
[ "$(stat -c '%b * %B' wide.bin | xargs expr)" -lt 65536 ] || stat wide.bin >&2
tail -c 8 wide.bin | xxd -p
# one that was there, and dense, becomes sparse, too
head -c 100000 /dev/urandom >memory.bin
sign-rproc-fw extract --memory memory.bin "$v/sign/everything.sign"
[ "$(stat -c '%b * %B' memory.bin | xargs expr)" -lt 65536 ] || stat memory.bin >&2
# to a stream go all bytes
sign-rproc-fw extract --quiet --memory - "$v/sign/everything.sign" | cmp - memory.bin
sign-rproc-fw extract --quiet --memory /dev/stdout "$v/sign/everything.sign" | cmp - memory.bin
# and they are those of the segments, each where it is loaded
sign-rproc-fw extract --segments segments "$v/sign/everything.sign"
for segment in segments/*.bin; do
	address=${segment##*/}
	part memory.bin $((${address%.bin} - 0x80000000)) "$(stat -c %s "$segment")" | cmp - "$segment"
done
# a bound
fails 3 sign-rproc-fw extract --max-size 1M --memory new.bin "$v/sign/everything.sign"
rm -r wide.bin memory.bin segments
