# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors

cmp <(sign-rproc-fw dump - <"$v/sign/plain.sign" | sed 1d) <(sign-rproc-fw dump "$v/sign/plain.sign" | sed 1d)
cmp <(gzip -c "$v/sign/plain.sign" | sign-rproc-fw dump -) <(sign-rproc-fw dump - <"$v/sign/plain.sign")
sign-rproc-fw dump - <"$v/sign/plain.sign" | head -n 1
fails 3 sign-rproc-fw dump missing.sign
fails 3 sign-rproc-fw dump .
fails 3 sign-rproc-fw dump --max-size 100 "$v/sign/plain.sign"
fails 3 sign-rproc-fw dump "$v/sign/plain.sign" >/dev/full
fails 3 sign-rproc-fw dump --json "$v/sign/plain.sign" >/dev/full
fails 3 sign-rproc-fw dump --tlv HASHTABLE "$v/sign/plain.sign" >/dev/full
fails 2 sign-rproc-fw dump
fails 2 sign-rproc-fw dump a b
fails 2 sign-rproc-fw dump --key a b
