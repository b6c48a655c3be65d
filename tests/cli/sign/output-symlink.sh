# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A link to a file stays a link; the file behind it is replaced.
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --key "$TESTS/vectors/keys/rsa2048.pem")

mkdir folder
echo old >folder/target.sign
ln -s folder/target.sign link.sign
ln -s link.sign link-to-link.sign
"${call[@]}" --out link-to-link.sign
readlink link-to-link.sign link.sign
cmp folder/target.sign "$TESTS/vectors/sign/plain.sign"
rm -r folder link.sign link-to-link.sign
