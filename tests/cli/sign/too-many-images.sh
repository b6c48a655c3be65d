# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# 255 images are signed, 256 are one too many.  All the same image, so that --force is needed.
elf=$TESTS/vectors/elf/tail1.elf
inputs=()
for ((i = 0; i < 255; i++)); do
	inputs+=(--in "$elf")
done
sign-rproc-fw "${inputs[@]}" --out out.sign --key "$KEYS/dev-rsa2048.pem" --force --quiet
sign-rproc-fw verify --key "$KEYS/dev-rsa2048.pub.pem" --quiet out.sign
sign-rproc-fw dump --json out.sign | jq '.images | length'
rm out.sign
fails 2 sign-rproc-fw "${inputs[@]}" --in "$elf" --out out.sign --key "$KEYS/dev-rsa2048.pem" --force
