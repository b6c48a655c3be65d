# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --strip: a tenth of the container, or less, and the same firmware for every device.
key=$KEYS/dev-rsa4096.pem public=$KEYS/dev-rsa4096.pub.pem

# What a device copies and zero-fills, and what Linux finds in the resource table. Linux prints the size of the file.
loaded() {
	sign-rproc-fw check --json --quiet --device "$1" --key "$public" "$2" |
		jq -c '[.load.code, .loads, (.resource_table | .linux.log[]? |= sub("size [0-9]+$"; "size N"))]'
}

# Addresses, sizes and digests of all segments.
segments() {
	sign-rproc-fw dump --json "$1" |
		jq -c '.images[].segments[] | [.type, .virtual_address, .address, .file_size, .memory_size, .flags, .sha256]'
}

for elf in "$TESTS"/firmware/openamp-debug.elf "$TESTS"/firmware/openamp-pages.elf.gz; do
	sign-rproc-fw --in "$elf" --out whole.sign --key "$key" --quiet
	sign-rproc-fw --in "$elf" --out stripped.sign --key "$key" --strip
	whole=$(stat -c %s whole.sign) stripped=$(stat -c %s stripped.sign)
	echo "$(basename "$elf"): $whole bytes, stripped $stripped"
	[ $((stripped * 10)) -lt "$whole" ]
	sign-rproc-fw verify --strict --key "$public" stripped.sign
	diff <(segments whole.sign) <(segments stripped.sign)
	sign-rproc-fw check --list-devices | grep -v '^qcom-' | while read -r device _; do
		diff <(loaded "$device" whole.sign) <(loaded "$device" stripped.sign)
	done
done

# readelf has nothing to say against it, and finds the same segments
gzip -dc "$TESTS/firmware/openamp-pages.elf.gz" >whole.elf
at=$(sign-rproc-fw dump --json stripped.sign | jq '.images[0].offset')
part stripped.sign "$at" 9999 >stripped.elf
diff <(readelf -lW whole.elf | awk '/LOAD/ { print $3, $4, $5, $6, $7 }') \
	<(readelf -lW stripped.elf | awk '/LOAD/ { print $3, $4, $5, $6, $7 }')
readelf -SW stripped.elf | grep -o '\] [.a-z_]* '
readelf -aW stripped.elf >readelf.out 2>readelf.err
[ ! -s readelf.err ]

# the same with other images beside it, and twice is the same
sign-rproc-fw --in "$TESTS/firmware/openamp-debug.elf" --in "$TESTS/vectors/elf/secure.elf" --out two.sign --key "$key" --strip
sign-rproc-fw --in "$TESTS/firmware/openamp.elf" --in "$TESTS/vectors/elf/secure.elf" --out again.sign --key "$key" --strip
cmp two.sign again.sign
sign-rproc-fw verify --key "$public" two.sign
rm ./*

# what can't be stripped isn't signed: here, a segment that begins with the ELF header
cp "$TESTS/firmware/blink.elf" loads-headers.elf
poke loads-headers.elf 56 00000000
fails 1 sign-rproc-fw --in loads-headers.elf --out out.sign --key "$key" --strip
fails 1 sign-rproc-fw --in loads-headers.elf --out out.sign --key "$key" --strip --force
sign-rproc-fw --in loads-headers.elf --out out.sign --key "$key"
rm out.sign loads-headers.elf
