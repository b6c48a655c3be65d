# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Shows as much as there is, and exits with 1.
cp "$TESTS/vectors/malformed/"{cut_at_24,cut_at_2707,tlv_length_ffffffff,elf_class_64,imgsize_too_long}.sign .
for file in *.sign; do
	fails 1 sign-rproc-fw dump "$file"
	fails 1 sign-rproc-fw dump --json "$file" >report.json
	jq -c '[.file, .layout, (.tlvs | length), (.images | length), .findings[].id]' report.json
done
rm ./*.sign report.json
