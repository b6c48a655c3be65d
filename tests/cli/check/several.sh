# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Several files: each is given to a device that was just reset.
v=$TESTS/vectors
mkdir folder
cp "$v/sign/plain.sign" folder/b
cp "$v/sign/tail3.sign" folder/a
cp "$v/malformed/flip_image_0.sign" folder/c
echo text >folder/text
check=(sign-rproc-fw check --key "$v/keys/rsa2048.pub.pem" --region ram=0x10000000:0x100000)

"${check[@]}" folder/a folder/b
fails 1 "${check[@]}" --quiet --recursive folder
fails 1 "${check[@]}" folder/b missing folder/c | tail -n 1
fails 3 "${check[@]}" folder/b missing >/dev/null
fails 3 "${check[@]}" folder
fails 1 "${check[@]}" --sequence load,load,start --recursive folder

fails 1 "${check[@]}" --json --recursive folder missing >lines
jq -c '[.schema, .file, .load.code, .exit_code]' lines
# an ELF file that can't be signed: there is no answer, but findings on standard error
fails 1 sign-rproc-fw check --json --key "$v/keys/rsa2048.pem" "$v/elf/x86.elf" folder/b | jq -c '[.schema, .file, .exit_code]'
fails 1 sign-rproc-fw check --json --key "$v/keys/rsa2048.pem" "$v/elf/x86.elf"
# one that is told apart by what is signed before
sign-rproc-fw check --quiet --key "$v/keys/rsa2048.pem" "$v/elf/plain.elf" folder/b "$v/elf/plain.elf"

# the command line is wrong for all of them
fails 2 "${check[@]}" --board stm32mp157-dk folder/a folder/b
fails 2 sign-rproc-fw check --device nonsense folder/a folder/b
rm -r folder lines
