# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Calls that make no sense: exit code 2.
file=$TESTS/vectors/sign/plain.sign

fails 2 sign-rproc-fw check
fails 2 sign-rproc-fw check --recursive
fails 2 sign-rproc-fw check - - <"$file"
fails 2 sign-rproc-fw check --sequence load,lead "$file" "$file"
fails 2 sign-rproc-fw check --device st-5.0 "$file"
fails 2 sign-rproc-fw check --device optee-4.10 --device optee-4.8 "$file"
fails 2 sign-rproc-fw check --board nothing "$file"
fails 2 sign-rproc-fw check --node /soc "$file"
fails 2 sign-rproc-fw check --board stm32mp157-dk --region 0:1 "$file"
fails 2 sign-rproc-fw check --board stm32mp157-dk --dtb "$file" "$file"
fails 2 sign-rproc-fw check --heap 0 "$file"
fails 2 sign-rproc-fw check --heap 4kB "$file"
fails 2 sign-rproc-fw check --heap 0x100000000 "$file"
fails 2 sign-rproc-fw check --region ram=0:0x1000 "$file"
fails 2 sign-rproc-fw check --bits 16 "$file"
fails 2 sign-rproc-fw check --device st-3.19 --bits 32 "$file"
fails 2 sign-rproc-fw check --region 0x1000 "$file"
fails 2 sign-rproc-fw check --region ram=0x1000 "$file"
fails 2 sign-rproc-fw check --region ram=:0x1000 "$file"
fails 2 sign-rproc-fw check --region ram=0x1000: "$file"
fails 2 sign-rproc-fw check --region ram=0x100000000:1 "$file"
fails 2 sign-rproc-fw check --region ram=0:0x100000001 "$file"
fails 2 sign-rproc-fw check --region 0x1000:0 "$file"
fails 2 sign-rproc-fw check --region 0xffffffff:2 "$TESTS/vectors/sign/plain.sign"
