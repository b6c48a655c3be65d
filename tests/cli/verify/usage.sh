# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
key=$v/keys/rsa2048.pub.pem
file=$v/sign/plain.sign

fails 2 sign-rproc-fw verify
fails 2 sign-rproc-fw verify "$file"
fails 2 sign-rproc-fw verify --key "$key"
fails 2 sign-rproc-fw verify --recursive --key "$key"
for _ in {1..17}; do
	set -- "$@" --key "$key"
done
fails 2 sign-rproc-fw verify "$@" "$file"
fails 2 sign-rproc-fw verify --key "$key" - - <"$file"
fails 2 sign-rproc-fw verify --key "$key" --force "$file"
fails 2 sign-rproc-fw verify --key "$key" --key-pass secret "$file"
fails 2 sign-rproc-fw verify --key "$key" --key-pass env:A --key-pwd b "$file"
fails 2 sign-rproc-fw verify --key - - <"$key"
