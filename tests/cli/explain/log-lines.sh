# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Every line of the drivers, as they are printed, and what is said of it; the pattern itself says the same.
grep -v '^#' "$TESTS/vectors/linux/loglines.tsv" | cut -f 2 >patterns
sed 's/%#x/0xffff0006/; s/err: %x/err: ffff0006/; s/%x/0/; s/%pOF/m4@0/; s/%pR/[mem 0x1-0x2]/; s/0x%z\?l*x/0x1000/g
	s/%llx/38000000/; s/%zd\|%u/12/; s/%d/-22/g; s/%s/m4/g; s/CMD_\*_FW/CMD_LOAD_FW/; s/CMD_\* /CMD_START /
	s/^\*/m4: /; s/ \*$/ 0x38000000/' patterns >lines
grep -c . lines
grep '[%*]' lines || true
mapfile -t lines <lines
sign-rproc-fw explain --json "${lines[@]}" |
	jq -r '.explanations[] | "\(.input)\n  \(.severity) \(.kind) \(.code): \(.meaning)\n  \(.causes[0].cause)"'
# each has the severity that the driver gives it, alone and in a log, whatever the numbers are
grep -v '^#' "$TESTS/vectors/linux/loglines.tsv" | cut -f 1 | sed 's/err/error/; s/^warn$/warning/; s/WARN/warning/' >expected
mapfile -t patterns <patterns
sign-rproc-fw explain --json "${patterns[@]}" | jq -r '.explanations[].severity' | diff expected -
mapfile -t lines < <(sed 's/^/[   12.118305] remoteproc remoteproc0: /' lines)
sign-rproc-fw explain --json "${lines[@]}" | jq -r '.explanations[].severity' | diff expected -
rm patterns lines expected
