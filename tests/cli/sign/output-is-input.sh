# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# An input is never overwritten, whatever way leads to it.
cp "$TESTS/vectors/elf/plain.elf" a.elf
cp "$TESTS/vectors/keys/rsa2048.pem" key.pem
ln -s a.elf link.elf
ln a.elf hard.elf
mkdir folder

fails 2 sign-rproc-fw --in a.elf --out a.elf --key key.pem
fails 2 sign-rproc-fw --in a.elf --out ./folder/../a.elf --key key.pem
fails 2 sign-rproc-fw --in a.elf --out link.elf --key key.pem
fails 2 sign-rproc-fw --in link.elf --out a.elf --key key.pem
fails 2 sign-rproc-fw --in a.elf --out hard.elf --key key.pem
fails 2 sign-rproc-fw --in "$TESTS/vectors/elf/tail1.elf" --in a.elf --out a.elf --key key.pem
fails 2 sign-rproc-fw --in a.elf --out key.pem --key key.pem
cmp a.elf "$TESTS/vectors/elf/plain.elf"
cmp key.pem "$TESTS/vectors/keys/rsa2048.pem"
rm -r a.elf key.pem link.elf hard.elf folder
