# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What is only a warning is an error under --strict; what is fine stays fine.
v=$TESTS/vectors
key=$v/keys/rsa2048.pub.pem

sign-rproc-fw verify --strict --key "$key" "$v/sign/plain.sign"
sign-rproc-fw verify --key "$key" "$v/malformed/unknown_tlv_first.sign"
sign-rproc-fw verify --quiet --key "$key" "$v/malformed/unknown_tlv_first.sign"
fails 1 sign-rproc-fw verify --strict --key "$key" "$v/malformed/unknown_tlv_first.sign"
fails 1 sign-rproc-fw verify --strict --quiet --key "$key" "$v/malformed/unknown_tlv_first.sign"
fails 1 sign-rproc-fw verify --strict --json --key "$key" "$v/malformed/unknown_tlv_first.sign" 2>/dev/null >report.json
jq '[.verdict, .findings[].severity]' report.json
rm report.json
