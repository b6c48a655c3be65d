# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# readelf sees the segments that dump shows.
v=$TESTS/vectors

# TYPE OFFSET VIRTUAL ADDRESS FILE-SIZE MEMORY-SIZE FLAGS ALIGN of each segment
segments() {
	readelf -lW "$1" | sed -n '/^Program Headers:/,/^$/p' | while read -r type offset virtual address file memory rest; do
		[[ $offset == 0x* ]] || continue
		[ "$type" != EXIDX ] || type=ARM_EXIDX
		flags=${rest% *} flags_text=
		for flag in R:R W:W E:X; do
			[[ $flags == *${flag%:*}* ]] && flags_text+=${flag#*:} || flags_text+=-
		done
		echo "$type $((offset)) $virtual $address $((file)) $((memory)) $flags_text $((${rest##* }))"
	done
}

for elf in "$v"/elf/{plain,typical,rsc,stack,dyn,lma_vma,phoff_far,many_segments,exidx_same_paddr_last}.elf \
	"$TESTS"/firmware/*.elf; do
	sign-rproc-fw --in "$elf" --out out.sign --key "$KEYS/dev-rsa2048.pem" --quiet
	segments "$elf" >theirs
	sign-rproc-fw dump --json out.sign | jq -r '.images[0].segments[] | [.type, .offset, .virtual_address, .address,
		.file_size, .memory_size, .flags, .align] | join(" ")' >ours
	diff theirs ours
	echo "$(basename "$elf"): $(wc -l <ours) segments"
done
rm out.sign theirs ours
