# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A link that leads nowhere yet stays a link, and leads to the new file; a loop is an error.
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --key "$TESTS/vectors/keys/rsa2048.pem")

mkdir folder
ln -s folder/new.sign dangling.sign
"${call[@]}" --out dangling.sign
readlink dangling.sign
cmp folder/new.sign "$TESTS/vectors/sign/plain.sign"
ln -s loop loop
fails 3 "${call[@]}" --out loop
readlink loop
rm -r folder dangling.sign loop
