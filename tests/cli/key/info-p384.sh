# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A key that none of OP-TEE's devices takes, but others do: shown, and refused for everything else.
key=$TESTS/vectors/keys/ec384.pem
sign-rproc-fw key info "$key"
sign-rproc-fw key info --json "$key" | jq -c '[.type, .bits, .exponent, .modulus_fingerprint, ([.devices[] | .suits] | unique)]'
openssl pkey -in "$key" -pubout -outform DER | sha256sum | cut -d ' ' -f 1
fails 3 sign-rproc-fw key header "$key"
fails 3 sign-rproc-fw key otp "$key"
fails 3 sign-rproc-fw verify --key "$key" "$TESTS/vectors/sign/plain.sign"
fails 3 sign-rproc-fw check --key "$key" --device optee "$TESTS/vectors/sign/plain.sign"
