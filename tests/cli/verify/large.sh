# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Files that are hashed while they are read: the answers are those that small ones get.
v=$TESTS/vectors

large() {
	cp "$1" "$2"
	truncate -s 17M "$2"
}

large "$v/elf/typical.elf" large.elf
sign-rproc-fw sign --in large.elf --out large.sign --key "$v/keys/rsa2048.pem"
sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" --verbose large.sign
# the same, hashed later: what comes from a pipe
sign-rproc-fw sign --in - --out piped.sign --key "$v/keys/rsa2048.pem" < <(cat large.elf)
cmp large.sign piped.sign
# a changed byte of the first segment that is loaded
offset=$(sign-rproc-fw dump --json large.sign | jq '.images[0].offset + (.images[0].segments | map(select(.type == "LOAD"))[0].offset)')
printf '\1' | dd of=large.sign bs=1 seek="$offset" conv=notrunc status=none
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" large.sign
# one that isn't all there
truncate -s -1 large.sign
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" large.sign
# for Qualcomm's PAS
large "$v/pas/signed/own-v6-ecdsa.mbn" large.mbn
sign-rproc-fw verify --any-root large.mbn
offset=$(sign-rproc-fw dump --json large.mbn | jq '.segments[2].offset')
printf '\1' | dd of=large.mbn bs=1 seek="$offset" conv=notrunc status=none
fails 1 sign-rproc-fw verify --any-root large.mbn
# no firmware at all
head -c 17M /dev/zero >zeros
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" zeros
rm large.elf large.sign piped.sign large.mbn zeros
