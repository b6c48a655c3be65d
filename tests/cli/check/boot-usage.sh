# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sequences that aren't any, and files that can't be read.
file=$TESTS/vectors/sign/plain.sign
fails 2 sign-rproc-fw check --sequence load= "$file"
fails 2 sign-rproc-fw check --sequence stop=a.sign "$file"
fails 2 sign-rproc-fw check --sequence open=one "$file"
fails 2 sign-rproc-fw check --sequence crash,table "$file"
fails 2 sign-rproc-fw check --kernel v22 --sequence start,boot "$file"
fails 2 sign-rproc-fw check --kernel v22 --sequence file,start "$file"
fails 2 sign-rproc-fw check --sequence "$(printf 'load,%.0s' {1..64})load" "$file"
fails 2 sign-rproc-fw check --kernel v23 --sequence linux "$file"
fails 2 sign-rproc-fw check --linux 6.1 --sequence linux "$file"
fails 2 sign-rproc-fw check --processor m4 --sequence linux "$file"
fails 2 sign-rproc-fw check --memory-format elf --sequence linux "$file"
for option in --kernel=v22 --processor=0; do
	fails 2 sign-rproc-fw check "$option" "$file"
done
fails 3 sign-rproc-fw check --sequence load=missing.sign "$file"
fails 3 sign-rproc-fw check --sequence linux --linux-dtb missing.dtb "$file"
fails 3 sign-rproc-fw check --sequence linux --linux-dtb "$file" "$file"
fails 3 sign-rproc-fw check --linux-dtb missing.dtb "$file"
fails 3 sign-rproc-fw check --linux-dtb "$file" "$file"
