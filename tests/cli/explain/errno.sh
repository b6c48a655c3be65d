# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Linux errors, by number and by name; a negative number isn't an option, and keeps its place.
sign-rproc-fw explain -5 -22 -517 -19 -12 -2
for question in -5 5 EIO eio -EIO 0xfffffffb fffffffb 4294967291; do
	cmp <(sign-rproc-fw explain "$question") <(sign-rproc-fw explain -5)
done
sign-rproc-fw explain 0xffff0006 -5 EINVAL -2 --json -EPROBE_DEFER -12 | jq -c '.explanations[] | [.input, .code, .name]'
