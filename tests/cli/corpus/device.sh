# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# One device, its memory, and a key that only a device with fuses takes.
keys=$TESTS/vectors/keys

codes() {
	jq -c '[.devices[].name], [.regions[] | .name]' "$1/corpus.json"
	jq -r '.cases[] | select(.name | startswith("good-st-4.0") or startswith("segment-outside")) | [.name, .answers[].code] | join(" ")' \
		"$1/corpus.json"
}
sign-rproc-fw corpus -q -k "$keys/ec256.pem" -o otp --device st-4.0-otp --board stm32mp257-ev1
codes otp
sign-rproc-fw corpus -q -k "$keys/rsa2048.pem" -o rcar --device rcar-3.12
codes rcar
sign-rproc-fw corpus -q -k "$keys/rsa2048.pem" -o heap --device optee-4.4 --heap 1000 --bits 64 --region ram=0x20000000:64K
codes heap
rm -r otp rcar heap
