# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# An image of more than 16 MiB is read in two halves.
cp "$TESTS/vectors/elf/plain.elf" large.elf
head -c 20000001 /dev/zero | openssl enc -aes-128-ctr -K "$(printf %032d 0)" -iv "$(printf %032d 0)" >>large.elf
sign-rproc-fw --in large.elf --out out.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw verify --key "$KEYS/dev-rsa2048.pub.pem" out.sign
image=$(sign-rproc-fw dump --json out.sign | jq '.images[0].offset')
size=$(stat -c %s large.elf)
part out.sign "$image" "$size" | cmp - large.elf
part out.sign "$((image + size))" 8 | od -An -tx1
rm out.sign large.elf
