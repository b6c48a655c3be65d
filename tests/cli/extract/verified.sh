# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# With a key, nothing comes out of what isn't valid; without, nothing of what is damaged.
v=$TESTS/vectors
public=$KEYS/dev-rsa2048.pub.pem

sign-rproc-fw --in "$TESTS/firmware/blink.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw extract --out out.elf --key "$public" in.sign
cmp out.elf "$TESTS/firmware/blink.elf"
rm out.elf
# another key, changed bytes
fails 1 sign-rproc-fw extract --out out.elf --key "$v/keys/rsa2048.pub.pem" in.sign
poke in.sign $(($(stat -c %s in.sign) - 2624 + 0x350)) ff
fails 1 sign-rproc-fw extract --segments folder --images folder --key "$public" in.sign
fails 1 sign-rproc-fw extract --out out.elf --json --key "$public" in.sign | jq -c '[.verified, .written]'
# which nobody sees without a key
sign-rproc-fw extract --out out.elf --verbose in.sign
sign-rproc-fw extract --out out.elf --json in.sign | jq -c '[.verified, .written]'
rm out.elf in.sign
# damaged, or no container
fails 1 sign-rproc-fw extract --out out.elf "$TESTS/firmware/blink.elf"
fails 1 sign-rproc-fw extract --memory out.bin "$v/malformed/imgsize_too_long.sign"
fails 1 sign-rproc-fw extract --out out.elf --json "$KEYS/dev-rsa2048.pub.pem" | jq -c '[.layout, .written]'
