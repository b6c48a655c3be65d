# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The whole report: what is written where, the memory map, the resource table, what isn't protected.
v=$TESTS/vectors
sign-rproc-fw check --device optee-4.10 --key "$v/keys/rsa2048.pub.pem" --region code=0x80000000:0x200000 \
	--region 0x80200000:0x100000 --region shared=0x80300000:4096 "$v/sign/two_images.sign"
# without memory and key it says what wasn't checked
sign-rproc-fw check "$v/sign/tail3.sign"
