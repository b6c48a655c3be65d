# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# sha256sum of each segment's bytes is what dump shows.
v=$TESTS/vectors

for elf in "$v"/elf/{typical,rsc,stack,dyn,many_segments}.elf "$TESTS"/firmware/*.elf; do
	sign-rproc-fw --in "$elf" --out out.sign --key "$KEYS/dev-rsa2048.pem" --quiet
	sign-rproc-fw dump --json out.sign | jq -r '.images[0].segments[] | "\(.offset) \(.file_size) \(.sha256)"' >segments
	while read -r offset size digest; do
		[ "$(part "$elf" "$offset" "$size" | sha256sum)" = "$digest  -" ]
	done <segments
	echo "$(basename "$elf"): $(wc -l <segments) segments"
done
rm out.sign segments
