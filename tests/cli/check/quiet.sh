# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# With --quiet the exit code is the answer.
v=$TESTS/vectors
sign-rproc-fw check --quiet --key "$v/keys/rsa2048.pub.pem" "$v/sign/plain.sign"
fails 1 sign-rproc-fw check --quiet --key "$v/keys/rsa2048.pub.pem" "$v/malformed/flip_image_0.sign"
fails 1 sign-rproc-fw check --quiet --key "$v/keys/rsa2048.pub.pem" "$v/malformed/sign_len_ffffffff.sign"
