#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# docs/integrate/attestation.md: the Statement goes through an envelope that is signed and verified.

. "$(dirname "$0")/lib.sh"
needs jq jq

install_built
cd "$scratch"
"$source/tests/integrate/example.py" "$source/docs/integrate/attestation.md" bin
chmod +x bin/*
PATH=$scratch/bin:$PATH
key tests/vectors/keys/rsa2048.pem key.pem
openssl ecparam -name prime256v1 -genkey -noout -out build.pem
openssl pkey -in build.pem -pubout -out build.pub.pem
works sign-rproc-fw --in "$source/tests/firmware/openamp.elf" --out m4.sign --key key.pem --attest m4.json

about "envelope and back"
dsse-sign build.pem <m4.json >m4.dsse.json
dsse-verify build.pub.pem <m4.dsse.json >m4.verified.json 2>"$scratch/log"
works cmp m4.json m4.verified.json
works sign-rproc-fw verify --key key.pem --attest m4.verified.json m4.sign

about "another payload, another type"
jq -c '.payload |= (@base64d | sub("optee"; "other") | @base64)' m4.dsse.json >changed.json
! dsse-verify build.pub.pem <changed.json >"$scratch/log" 2>&1 || wrong "a changed payload is verified"
jq -c '.payloadType = "text/plain"' m4.dsse.json >changed.json
! dsse-verify build.pub.pem <changed.json >"$scratch/log" 2>&1 || wrong "another type is verified"

if command -v cosign >/dev/null; then
	about "cosign"
	COSIGN_PASSWORD='' works cosign generate-key-pair
	COSIGN_PASSWORD='' works cosign sign-blob --yes --tlog-upload=false --key cosign.key --bundle m4.json.bundle m4.json
	works cosign verify-blob --insecure-ignore-tlog --key cosign.pub --bundle m4.json.bundle m4.json
fi
