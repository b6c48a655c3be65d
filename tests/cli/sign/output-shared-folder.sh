# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# In a folder that everybody may write to, a link of somebody else isn't followed: it could lead to any file of ours.
[ "$(id -u)" -eq 0 ] || skip "only root can make files of other users"
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --key "$TESTS/vectors/keys/rsa2048.pem")

echo old >victim
mkdir shared
chmod 1777 shared
ln -s ../victim shared/out.sign
chown -h 65534 shared/out.sign
fails 3 "${call[@]}" --out shared/out.sign
cat victim
# our own link is followed, and so is one of the folder's owner
chown -h 0 shared/out.sign
"${call[@]}" --out shared/out.sign
cmp victim "$TESTS/vectors/sign/plain.sign"
chown 65534 shared
chown -h 65534 shared/out.sign
"${call[@]}" --out shared/out.sign
rm -r shared victim
