# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
sign-rproc-fw check --json --key "$v/keys/rsa2048.pub.pem" --region ram=0x80000000:0x1000000 \
	"$v/sign/two_images.sign" | jq .
fails 1 sign-rproc-fw check --json --quiet --device optee-4.8 "$v/malformed/flip_image_0.sign" >refused.json
jq . refused.json
rm refused.json
# without a resource table, and what isn't a container
sign-rproc-fw check --json "$v/sign/plain.sign" | jq -c '[.resource_table, .addresses_checked, .signature_checked]'
fails 1 sign-rproc-fw check --json "$v/elf/plain.elf" >elf.json
jq -c . elf.json
rm elf.json
