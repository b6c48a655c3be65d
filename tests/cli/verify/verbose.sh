# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
sign-rproc-fw verify --verbose --key "$v/keys/rsa3072.pub.pem" "$v/sign/everything.sign"
sign-rproc-fw verify --verbose --key "$v/keys/ec256.pub.pem" "$v/sign/two_images_ec.sign"
fails 1 sign-rproc-fw verify --verbose --key "$v/keys/rsa2048.pub.pem" "$v/sign/everything.sign"
