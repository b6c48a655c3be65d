# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A failure leaves what was there before: no file, no folder, no temporary.
sign-rproc-fw --in "$TESTS/firmware/openamp.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"

# one of the files can't be written, because there is a folder of its name
mkdir -p folder/0x10020008.bin
echo old >folder/0x00000000.bin
fails 3 sign-rproc-fw extract --segments folder --out out.elf --images images in.sign
cat folder/0x00000000.bin
find . | LC_ALL=C sort

# a folder that can't be made, or isn't one
fails 3 sign-rproc-fw extract --segments missing/folder in.sign
fails 3 sign-rproc-fw extract --segments in.sign in.sign
fails 3 sign-rproc-fw extract --segments new --out missing/out.elf in.sign
# memory that would be too large; an address that isn't there
fails 3 sign-rproc-fw extract --memory memory.bin --out out.elf --max-size 1M in.sign
fails 1 sign-rproc-fw extract --image 1 --out out.elf in.sign
# a full disk
fails 3 sign-rproc-fw extract --out /dev/full --hex out.hex in.sign
fails 3 sign-rproc-fw extract --out - in.sign >/dev/full
find . | LC_ALL=C sort
rm -r ./*
