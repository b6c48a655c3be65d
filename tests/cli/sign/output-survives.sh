# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Whatever goes wrong, the old output is still there.
v=$TESTS/vectors
echo old >out.sign

fails 1 sign-rproc-fw --in "$v/elf/x86.elf" --out out.sign --key "$v/keys/rsa2048.pem"
fails 1 sign-rproc-fw --in "$v/elf/no_load.elf" --out out.sign --key "$v/keys/rsa2048.pem"
fails 2 sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pem" --unknown
fails 3 sign-rproc-fw --in missing.elf --out out.sign --key "$v/keys/rsa2048.pem"
fails 3 sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key missing.pem
fails 3 sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem"
cat out.sign
rm out.sign
