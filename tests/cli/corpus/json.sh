# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What is printed is what is written.
sign-rproc-fw corpus -q -k "$TESTS/vectors/keys/rsa2048.pem" -o corpus --device optee-4.8 --json >printed
cmp printed corpus/corpus.json
jq '.version = "0" | .cases |= map(select(.name == ("good-optee", "entry-hash"))) | .sequences |= map(select(.name == "other-commands-optee"))' printed
rm -r corpus printed
