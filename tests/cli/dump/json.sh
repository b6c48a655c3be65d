# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
cp "$TESTS/vectors/sign/everything.sign" .
sign-rproc-fw dump --json everything.sign >report.json
jq -e . report.json >/dev/null
cat report.json
rm everything.sign report.json
