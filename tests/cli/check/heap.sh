# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The hash table of 60 program headers needs more than the default.
v=$TESTS/vectors
fails 1 sign-rproc-fw check "$v/sign/many_segments.sign" | sed -n 1,2p
fails 1 sign-rproc-fw check --heap 8000 "$v/sign/many_segments.sign" | sed -n 1,2p
sign-rproc-fw check --heap 0x4000 "$v/sign/many_segments.sign" | sed -n 1,2p
# A loader of 64 bits needs more.
sign-rproc-fw check --heap 9600 --bits 32 "$v/sign/many_segments.sign" | sed -n 1p
fails 1 sign-rproc-fw check --heap 9600 --bits 64 "$v/sign/many_segments.sign" | sed -n 1p
