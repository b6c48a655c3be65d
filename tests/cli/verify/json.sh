# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
sign-rproc-fw verify --json --key "$v/keys/rsa2048.pub.pem" "$v/sign/two_images.sign" | jq .
cp "$v/sign/two_images.sign" damaged.sign
poke damaged.sign "$(($(stat -c %s damaged.sign) - 2600))" ff
fails 1 sign-rproc-fw verify --json --key "$v/keys/rsa2048.pub.pem" damaged.sign >damaged.json
jq . damaged.json
rm damaged.sign damaged.json
fails 1 sign-rproc-fw verify --json --quiet --key "$v/keys/rsa2048.pub.pem" "$v/elf/plain.elf" >elf.json
jq . elf.json
rm elf.json
# no verdict, no result
fails 3 sign-rproc-fw verify --json --key "$v/keys/rsa2048.pub.pem" missing.sign
