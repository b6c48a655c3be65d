# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# No judgement possible: exit code 3, nothing on standard output.
v=$TESTS/vectors
fails 3 sign-rproc-fw check missing.sign
fails 3 sign-rproc-fw check --key missing.pem "$v/sign/plain.sign"
fails 3 sign-rproc-fw check --key "$v/sign/plain.sign" "$v/sign/plain.sign"
fails 3 sign-rproc-fw check --dtb missing.dtb "$v/sign/plain.sign"
fails 3 sign-rproc-fw check --dtb "$v/sign/plain.sign" "$v/sign/plain.sign"
fails 3 sign-rproc-fw check --max-size 100 "$v/sign/plain.sign"
fails 3 sign-rproc-fw check "$v/sign/plain.sign" >/dev/full
