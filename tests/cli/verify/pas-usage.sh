# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# what is trusted has to be said, once, and be readable
vectors=$TESTS/vectors/pas
file=$vectors/signed/own-v6-ecdsa.mbn
fails 2 sign-rproc-fw verify "$file"
fails 2 sign-rproc-fw verify --key "$KEYS/dev-rsa2048.pub.pem" "$file"
fails 2 sign-rproc-fw verify --any-root --digests-only "$file"
fails 2 sign-rproc-fw verify --any-root --root "$vectors/keys/oem-root.der" "$file"
fails 2 sign-rproc-fw verify --pk-hash 1234 "$file"
fails 2 sign-rproc-fw verify --pk-hash "$(printf '%0100d' 0)" "$file"
fails 3 sign-rproc-fw verify --root missing.der "$file"
fails 3 sign-rproc-fw verify --root "$KEYS/dev-rsa2048.pub.pem" "$file"
# a key says nothing about them, and a root nothing about others
fails 1 sign-rproc-fw verify --any-root "$TESTS/vectors/sign/big_endian.sign"
