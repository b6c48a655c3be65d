# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Behind "--" everything is a file.
cp "$TESTS/vectors/sign/plain.sign" ./--json
sign-rproc-fw dump -- --json | head -n 1
fails 2 sign-rproc-fw dump -- --json --json
rm ./--json
