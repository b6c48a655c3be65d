# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What a device refuses: exit code 1, the result, the reason, the rule and where it is.
v=$TESTS/vectors
check() {
	fails 1 sign-rproc-fw check --key "$v/keys/rsa2048.pub.pem" "$@" | sed -n '1,/^$/p'
}

check "$v/malformed/flip_header_0.sign"
check "$v/malformed/flip_tlv_4.sign"
check "$v/malformed/flip_image_0.sign"
check "$v/malformed/hashtable_short.sign"
check "$v/sign/typical_ec256.sign"
check "$v/sign/no_sections.sign"
check --device optee-4.8 "$v/sign/no_sections.sign"
check --region ram=0x20000000:0x1000 "$v/sign/plain.sign"
check "$v/elf/plain.elf"
check /dev/null
