# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A finding by its id: what it means, where it comes from, what to do; all of them are known.
sign-rproc-fw explain segment-hash segment-at-end resource-vring-num
sign-rproc-fw explain --json segment-hash | jq -c '.explanations[]'
mapfile -t ids < <(sign-rproc-fw help findings | cut -d ' ' -f 1)
sign-rproc-fw explain --json "${ids[@]}" >report.json
[ "$(jq '.explanations | length' report.json)" -eq "${#ids[@]}" ]
jq -r '.explanations[] | select(.kind != "finding" or (.meaning | length) < 20 or (.causes | length) != 1 or
	(.causes[] | (.cause | length) < 10 or (.check | length) < 8)) | .name' report.json
jq -r '.explanations[].name' report.json | diff - <(printf '%s\n' "${ids[@]}")
fails 1 sign-rproc-fw explain segment-hashes
rm report.json
