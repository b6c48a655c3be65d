# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# As JSON: a virtio device and a trace buffer, a carveout, what isn't there, and a boot that becomes unsafe.
v=$TESTS/vectors/linux

sign-rproc-fw resource-table --json "$TESTS/firmware/openamp.elf"
sign-rproc-fw resource-table --json --raw "$v/ok-carveout-new.bin"
fails 1 sign-rproc-fw resource-table --json --raw "$v/bad-off-end.bin"
fails 1 sign-rproc-fw resource-table --json --raw "$v/oob-hdr-4.bin"
