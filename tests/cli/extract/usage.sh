# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Calls that make no sense: exit code 2, and nothing is written.
sign-rproc-fw --in "$TESTS/firmware/blink.elf" --in "$TESTS/vectors/elf/secure.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"

fails 2 sign-rproc-fw extract
fails 2 sign-rproc-fw extract in.sign
fails 2 sign-rproc-fw extract --out out.elf
fails 2 sign-rproc-fw extract --out out.elf in.sign in.sign
fails 2 sign-rproc-fw extract --out out.elf in.sign
fails 2 sign-rproc-fw extract --out out.elf --image x in.sign
fails 2 sign-rproc-fw extract --out out.elf --image 255 in.sign
fails 2 sign-rproc-fw extract --out out.elf --image -1 in.sign
fails 2 sign-rproc-fw extract --image 0 --out - --hex - in.sign
fails 2 sign-rproc-fw extract --image 0 --out - --json in.sign
fails 2 sign-rproc-fw extract --image 0 --out out --hex out in.sign
fails 2 sign-rproc-fw extract --image 0 --out in.sign in.sign
fails 2 sign-rproc-fw extract --image 0 --out out.elf --key - -
fails 2 sign-rproc-fw extract --image 0 --out out.elf --key-pass prompt in.sign
fails 2 sign-rproc-fw extract --image 0 --out out.elf --unknown in.sign
cp "$KEYS/dev-rsa2048.pub.pem" key.pem
fails 2 sign-rproc-fw extract --image 0 --out key.pem --key key.pem in.sign
cmp key.pem "$KEYS/dev-rsa2048.pub.pem"
# a name that leads to the container by itself
mkdir folder
ln in.sign folder/image-1.elf
fails 2 sign-rproc-fw extract --images folder in.sign
fails 3 sign-rproc-fw extract --image 0 --out out.elf missing.sign
fails 3 sign-rproc-fw extract --image 0 --out out.elf --key missing.pem in.sign
rm -r in.sign key.pem folder
