# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Several keys: one that fits is enough, and the report says which.
v=$TESTS/vectors
rsa=$v/keys/rsa2048.pub.pem other=$v/keys/rsa4096.pub.pem ec=$v/keys/ec256.pub.pem
sign-rproc-fw sign --quiet --in "$v/elf/plain.elf" --out ec.sign --key "$v/keys/ec256.pem"
which() { jq -c '[.file, .verdict, .signature.valid, .signature.key, .signature.key_fingerprint, .findings[].id]'; }

sign-rproc-fw verify --key "$ec" --key "$other" --key "$rsa" "$v/sign/plain.sign"
sign-rproc-fw verify --key "$ec" --key "$rsa" --verbose "$v/sign/plain.sign" ec.sign
sign-rproc-fw verify --key "$other" --key "$ec" --key "$rsa" --json "$v/sign/plain.sign" ec.sign | which

# what is changed behind a good signature is about the key that fits
fails 1 sign-rproc-fw verify --key "$other" --key "$rsa" --json "$v/malformed/flip_image_0.sign" | which
# none fits: about the first that could have signed, or the first
fails 1 sign-rproc-fw verify --key "$ec" --key "$other" --json "$v/sign/plain.sign" | which
fails 1 sign-rproc-fw verify --key "$ec" --key "$ec" --json "$v/sign/plain.sign" | which
fails 1 sign-rproc-fw verify --key "$ec" --key "$rsa" --json "$v/elf/plain.elf" | which
# options about keys are about each
fails 3 sign-rproc-fw verify --key "$rsa" --key missing.pem "$v/sign/plain.sign"
# shellcheck disable=SC2094 # nothing is written
fails 2 sign-rproc-fw verify --key "$rsa" --key - --provider default "$v/sign/plain.sign" <"$rsa"
rm ec.sign
