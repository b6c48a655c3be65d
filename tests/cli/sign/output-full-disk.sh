# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A file that can't be written to its end: by a limit of 64 KiB, which is reported as a full disk is.
cp "$TESTS/vectors/elf/plain.elf" big.elf
truncate -s 1M big.elf
echo old >old.sign
trap '' XFSZ
(
	ulimit -f 64
	fails 3 sign-rproc-fw --in big.elf --out new.sign --key "$KEYS/dev-rsa2048.pem"
	fails 3 sign-rproc-fw --in big.elf --out old.sign --key "$KEYS/dev-rsa2048.pem"
)
cat old.sign
rm big.elf old.sign
