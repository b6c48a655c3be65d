# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Linux's own loader of ELF files: it reads on where the strict reader stops.
dtc -q -q -I dts -O dtb -o mp15.dtb "$TESTS/vectors/linux/scenario/mp15.dts"
v=$TESTS/vectors/linux

sign-rproc-fw resource-table --elf-loader "$v/elf-ok.elf" --linux-dtb mp15.dtb
sign-rproc-fw resource-table --elf-loader "$v/elf-hidden.elf" --linux-dtb mp15.dtb
sign-rproc-fw resource-table --elf-loader "$v/elf-size15.elf" --linux-dtb mp15.dtb
fails 1 sign-rproc-fw resource-table --elf-loader "$v/elf-shstrndx.elf"
fails 1 sign-rproc-fw resource-table "$v/elf-shstrndx.elf"
fails 1 sign-rproc-fw resource-table --elf-loader "$TESTS/vectors/sign/plain.sign"
rm mp15.dtb
