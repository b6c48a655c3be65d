# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A new file takes the place of an old one: who has the old one open, or another name for it, keeps it.
echo old >out.sign
ln out.sign other-name
exec 3<out.sign
sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem"
cmp out.sign "$TESTS/vectors/sign/plain.sign"
cat other-name - <&3
rm out.sign other-name
