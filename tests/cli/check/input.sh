# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# From standard input, and packed; the key private, public, encrypted.
v=$TESTS/vectors
sign-rproc-fw check - <"$v/sign/plain.sign" | sed -n 1p
sign-rproc-fw check <"$v/sign/plain.sign" --in - | sed -n 1p
gzip -n <"$v/sign/plain.sign" >plain.sign.gz
sign-rproc-fw check --key "$v/keys/rsa2048.pem" plain.sign.gz | sed -n 1p
rm plain.sign.gz
PASSPHRASE="correct horse" sign-rproc-fw check --key "$v/keys/rsa2048-encrypted.pem" --key-pass env:PASSPHRASE "$v/sign/plain.sign" | sed -n 1p
