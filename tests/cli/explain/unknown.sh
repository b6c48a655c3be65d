# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What isn't known is said; it fails only if nothing else was.
fails 1 sign-rproc-fw explain 0x12345678
fails 1 sign-rproc-fw explain -6
fails 1 sign-rproc-fw explain 0xffff0012 ENOSPC ''
sign-rproc-fw explain --json 0x12345678 EIO | jq -c '[.explanations[].input]'
fails 1 sign-rproc-fw explain --json 99999999999 ffff00061 -4294901766 0x BAD_ - </dev/null
printf 'all is well\n' | sign-rproc-fw explain -
printf 'all is well\n' | sign-rproc-fw explain --json - -EIO | jq -c '[.explanations[].input]'
