# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
elf=$TESTS/vectors/elf/plain.elf
key=$KEYS/dev-rsa2048.pem

fails 3 sign-rproc-fw --in missing.elf --out out.sign --key "$key"
fails 3 sign-rproc-fw --in . --out out.sign --key "$key"
fails 3 sign-rproc-fw --in "$elf/x" --out out.sign --key "$key"
fails 3 sign-rproc-fw --in '' --out out.sign --key "$key"
fails 3 sign-rproc-fw --in "$elf" --in missing.elf --out out.sign --key "$key"
fails 3 sign-rproc-fw --in "$elf" --out out.sign --key "$key" --key-info missing
fails 3 sign-rproc-fw --in "$elf" --out out.sign --key "$key" --plat-tlv-file 0x10001 missing
cp "$elf" secret.elf
chmod 000 secret.elf
fails 3 unprivileged sign-rproc-fw --in secret.elf --out out.sign --key "$key"
rm -f secret.elf
