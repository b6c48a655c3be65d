# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
: >empty
head -c 32 /dev/zero >zeros
cp "$v/elf/plain.elf" "$v/keys/rsa2048.pem" .
gzip -c empty | gzip -c >twice.gz
for file in empty zeros plain.elf rsa2048.pem twice.gz; do
	fails 1 sign-rproc-fw dump "$file"
done
fails 1 sign-rproc-fw dump --json empty >report.json
jq . report.json
rm ./*
