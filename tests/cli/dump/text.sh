# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
cp "$TESTS/vectors/sign/everything.sign" .
sign-rproc-fw dump everything.sign
rm everything.sign
