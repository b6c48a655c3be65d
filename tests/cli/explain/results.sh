# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What a user looks up: every result that loading firmware gives.
sign-rproc-fw explain 0xffff0006 0xffff3072 0xffff000f 0xffff000b 0xffff0001 0xffff0000 0xffff0005 0xffff0007 \
	0xffff000a 0xffff0009 0xffff000c 0xffff000d 0xffff0008 0xffff3024 0xf0100001 0
