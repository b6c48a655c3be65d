# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# For OP-TEE's PAS, with a chain of our own: accepted by the device, valid for openssl, bound to devices; refusals.
inputs=$TESTS/vectors/pas/inputs
hash=$("$KEYS/make-pas-chain" chain)
call=(sign-rproc-fw sign --layout qcom-v6 --cert-chain chain/chain.pem --key chain/leaf.pem)

# accept FILE OPTIONS...: asks the device that checks signatures
accept() {
	sign-rproc-fw verify --root chain/root.der "$1"
	sign-rproc-fw check --device qcom-pas-signed --pk-hash "$hash" --enforce-eku "$@" | sed -n 1p
}

"${call[@]}" --sw-id 0x17 --in "$inputs/dsp32.elf" --out fw.mbn
accept fw.mbn
sign-rproc-fw extract --part oem-signed --out signed.bin fw.mbn
sign-rproc-fw extract --part oem-signature --out signature.der --certificates chain.pem fw.mbn
cmp chain.pem chain/chain.pem
openssl pkey -in chain/leaf.pem -pubout -out leaf.pub.pem
openssl dgst -sha384 -verify leaf.pub.pem -signature signature.der signed.bin

# the options say what it is, and which devices it is for
"${call[@]}" --pas-id 18 --oem-id 0x51 --model-id 0xabcd --jtag-id 0x1690e1 --soc-version 0x6019 --soc-version 0x601a \
	--serial 0x11223344 --anti-rollback 7 -o bound.mbn "$inputs/dsp32.elf"
sign-rproc-fw dump bound.mbn | sed -n '/^Fields of/,/^$/p'
device=(--oem-id 0x51 --model-id 0xabcd --jtag-id 0x1690e1 --soc-version 0x601a)
accept bound.mbn "${device[@]}" --serial 0x11223344
fails 1 sign-rproc-fw check --device qcom-pas-signed "${device[@]}" --serial 1 bound.mbn | sed -n 1,2p

# what a device would refuse is refused, with what to do about it
fails 1 "${call[@]}" --sw-id 0x17 -o fixed.mbn "$inputs/fixed32.elf"
"${call[@]}" --sw-id 0x17 --relocatable -o fixed.mbn "$inputs/fixed32.elf"
accept fixed.mbn
fails 1 "${call[@]}" --sw-id 0x17 -o far.mbn "$inputs/far32.elf"
"${call[@]}" --sw-id 0x17 --force -o far.mbn "$inputs/far32.elf"
fails 1 sign-rproc-fw check --device qcom-pas-signed far.mbn | sed -n 1,2p
fails 1 "${call[@]}" --sw-id 0x1234 -o not.mbn "$inputs/dsp32.elf"
fails 1 "${call[@]}" --sw-id 0x17 -o not.mbn "$inputs/paged32.elf"
fails 1 "${call[@]}" --sw-id 0x17 -o not.mbn "$inputs/a64.elf"
fails 1 "${call[@]}" --sw-id 0x17 -o not.mbn fw.mbn

# version 7, of which nobody knows who verifies it
sign-rproc-fw sign --layout qcom-v7 --cert-chain chain/chain.pem --sw-id 0x17 -v -k chain/leaf.pem -o v7.mbn \
	"$inputs/dsp32.elf" | sed 's/sha256:.*/sha256:.../'
sign-rproc-fw verify --root chain/root.der v7.mbn
"${call[@]}" --sw-id 0x17 --json -o fw.mbn "$inputs/dsp32.elf" | sed "s/sha256:[0-9a-f]*/sha256:$(printf %064d 0)/"
rm -r chain ./*.mbn ./*.der ./*.bin ./*.pem
