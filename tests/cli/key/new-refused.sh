# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# No key takes the place of a file, none is unencrypted by mistake, and nothing is left over.
new=(sign-rproc-fw key new --type ec256)
echo precious >k.pem
fails 2 "${new[@]}" --no-passphrase --out k.pem
fails 2 "${new[@]}" --out k.pem </dev/null
echo precious | cmp - k.pem
mv k.pem k.pub.pem
fails 2 "${new[@]}" --no-passphrase --out k.pem
echo precious | cmp - k.pub.pem
fails 3 "${new[@]}" --no-passphrase --out folder/k.pem
fails 2 "${new[@]}" --no-passphrase --out k --public-out ./k
fails 2 "${new[@]}" --no-passphrase --out -
fails 2 "${new[@]}" --no-passphrase
fails 2 "${new[@]}" --no-passphrase --key-pass prompt --out k
fails 2 sign-rproc-fw key new --out k
fails 2 sign-rproc-fw key new --type rsa1024 --no-passphrase --out k
fails 2 sign-rproc-fw key new --type dsa --no-passphrase --out k
fails 3 setsid -w "${new[@]}" --out k </dev/null
fails 3 "${new[@]}" --out k --key-pass fd:3 3<<<abc
fails 3 "${new[@]}" --out k --key-pass fd:3 3<<<''
PASS=secret fails 2 "${new[@]}" --out k --key-pass "secret"
ls
rm k.pub.pem
