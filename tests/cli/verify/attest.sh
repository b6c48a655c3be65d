# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --attest: the container has to be the one that the Statement is about.
elf=$TESTS/vectors/elf/plain.elf
key=$TESTS/vectors/keys/rsa2048.pem
other=$TESTS/vectors/keys/rsa3072.pem
sign-rproc-fw --in "$elf" --out a.sign --key "$key" --attest a.json
sign-rproc-fw --in "$elf" --out other.sign --key "$other"
sign-rproc-fw --in "$elf" --out st.sign --key "$key" --layout st-3.16
sign-rproc-fw --in "$TESTS/firmware/openamp.elf" --out openamp.sign --key "$key"

sign-rproc-fw verify --key "$key" --attest a.json a.sign
sign-rproc-fw verify --key "$key" --attest=a.json --json a.sign | jq -c '[.verdict, .attestation]'
sign-rproc-fw verify --key "$key" --attest - --verbose a.sign <a.json
echo '--- another container' >&2
fails 1 sign-rproc-fw verify --key "$other" --attest a.json other.sign
fails 1 sign-rproc-fw verify --key "$key" --attest a.json st.sign
fails 1 sign-rproc-fw verify --key "$key" --attest a.json --json openamp.sign | jq -c '[.verdict, .attestation]'
echo '--- not valid' >&2
fails 1 sign-rproc-fw verify --key "$other" --attest a.json --json a.sign | jq -c '[.verdict, .attestation]'
echo '--- another statement' >&2
jq '.predicate.images[0].digest.sha256 = "00"' a.json >b.json
fails 1 sign-rproc-fw verify --key "$key" --attest b.json a.sign
jq 'del(.predicate.key)' a.json >b.json
fails 1 sign-rproc-fw verify --key "$key" --attest b.json a.sign
jq '.predicateType = "https://slsa.dev/provenance/v1"' a.json >b.json
fails 3 sign-rproc-fw verify --key "$key" --attest b.json a.sign
jq '{payloadType: "application/vnd.in-toto+json", payload: @base64}' a.json >b.json
fails 3 sign-rproc-fw verify --key "$key" --attest b.json a.sign
for text in '' '[1]' '{' '{"_type":1}' '{"_type":"https://in-toto.io/Statement/v1","predicateType":"a\u0007b"}'; do
	printf '%s' "$text" >b.json
	fails 3 sign-rproc-fw verify --key "$key" --attest b.json a.sign
done
printf '[%.0s' {1..100000} >b.json
fails 3 sign-rproc-fw verify --key "$key" --attest b.json a.sign
fails 3 sign-rproc-fw verify --key "$key" --attest missing.json a.sign
fails 2 sign-rproc-fw verify --key "$key" --attest a.json a.sign other.sign
fails 2 sign-rproc-fw verify --key "$key" --attest a.json --recursive .
rm ./*.sign ./*.json
