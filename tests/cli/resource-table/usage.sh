# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What can't be asked, and what can't be judged.
v=$TESTS/vectors

fails 2 sign-rproc-fw resource-table
fails 2 sign-rproc-fw resource-table --raw --elf-loader "$v/elf/rsc.elf"
fails 2 sign-rproc-fw resource-table --elf-loader --address 0 "$v/elf/rsc.elf"
fails 2 sign-rproc-fw resource-table --address here "$v/elf/rsc.elf"
fails 2 sign-rproc-fw resource-table --linux 4.19 "$v/elf/rsc.elf"
fails 3 sign-rproc-fw resource-table missing.elf
fails 3 sign-rproc-fw resource-table --linux-dtb "$v/elf/rsc.elf" "$v/elf/rsc.elf"
sign-rproc-fw sign --in "$v/elf/enc_rsc.elf" --key "$v/keys/rsa2048.pem" --layout st-4.0 --enc-key "$v/keys/aes256.bin" --out enc.sign --quiet
fails 3 sign-rproc-fw resource-table enc.sign
fails 1 sign-rproc-fw resource-table "$v/keys/rsa2048.pem"
head -c 70000 /dev/zero >large.bin
fails 3 sign-rproc-fw resource-table --raw large.bin
rm large.bin enc.sign
