# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Bytes of a log never reach the terminal as they are, and lines have no effect on each other.
{
	printf '\033]0;title\007 Boot failed: -5 \\ caf\xc3\xa9 \xff\xfe\n'
	printf 'err:\0remoteproc err: -22\0ffff0006\r\n'
	printf 'TEE err: ffff0001\rTEE err:\nffff0005\n\n\n'
	printf '%2000s TEE err: ffff000c\n' x
	printf 'TEE err: ffff000b %3000s\n' '' | tr ' ' '\t'
	printf 'TEE err: ffff000a without an end'
} >log
sign-rproc-fw explain - <log >text
fails 1 grep -n '[^ -~]' text
grep '^[>0-]' text | sed 's/\(\\x09\)*\( \.\.\.\)$/<\&>/; s/<.*\\x09 \.\.\.>/<tabs> .../'
sign-rproc-fw explain --json - <log >report.json
fails 1 grep -nP '[\x00-\x09\x0b-\x1f\x7f]' report.json
iconv -f UTF-8 -t UTF-8 report.json | jq -c '.explanations[] | [.code, (.input | length), .input[0:60]]'
fails 1 sign-rproc-fw explain $'\e[31m'
head -c 300000 /dev/zero | sign-rproc-fw explain -
head -c 300000 /dev/zero | tr '\0' - | sign-rproc-fw explain -
rm log text report.json
