# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What doesn't go together, is missing, or isn't made at all, and why.
elf=$TESTS/vectors/pas/inputs/dsp32.elf
"$KEYS/make-pas-chain" chain >/dev/null
call=(sign-rproc-fw sign --layout qcom-v6 --key chain/leaf.pem --out not.mbn)
fails 2 "${call[@]}" --sw-id 1 "$elf"
fails 2 "${call[@]}" --cert-chain chain/chain.pem "$elf"
fails 2 "${call[@]}" --cert-chain chain/chain.pem --sw-id 0x17 --pas-id 18 "$elf"
fails 2 "${call[@]}" --cert-chain chain/chain.pem --pas-id 99 "$elf"
fails 2 "${call[@]}" --cert-chain chain/chain.pem --sw-id 0x17 "$elf" "$elf"
fails 2 "${call[@]}" --cert-chain chain/chain.pem --sw-id 0x17 --plat-tlv 0x10000 1 "$elf"
fails 2 "${call[@]}" --cert-chain chain/chain.pem --sw-id 0x17 --soc-version x "$elf"
fails 2 "${call[@]}" --cert-chain chain/chain.pem --sw-id 0x17 --enc-key "$TESTS/vectors/keys/aes256.bin" "$elf"
fails 2 sign-rproc-fw sign --cert-chain chain/chain.pem --key chain/leaf.pem --out not.sign "$elf"
fails 3 "${call[@]}" --cert-chain missing.pem --sw-id 0x17 "$elf"
# another's certificates, the wrong order, another key, the wrong half of it
"$KEYS/make-pas-chain" other >/dev/null
fails 3 "${call[@]}" --cert-chain other/chain.pem --sw-id 0x17 "$elf"
openssl x509 -inform DER -in chain/root.der -out root.pem
fails 3 "${call[@]}" --cert-chain root.pem --sw-id 0x17 "$elf"
fails 3 sign-rproc-fw sign --layout qcom-v6 --key "$KEYS/dev-ec256.pem" --cert-chain chain/chain.pem --sw-id 0x17 \
	--out not.mbn "$elf"
openssl pkey -in chain/leaf.pem -pubout -out leaf.pub.pem
fails 3 sign-rproc-fw sign --layout qcom-v6 --key leaf.pub.pem --cert-chain chain/chain.pem --sw-id 0x17 --out not.mbn "$elf"
# neither what isn't published, nor what proves nothing
for layout in qcom-v3 qcom-v5 qcom-v8; do
	fails 3 sign-rproc-fw sign --layout "$layout" --key chain/leaf.pem --cert-chain chain/chain.pem --sw-id 0x17 \
		--out not.mbn "$elf"
done
fails 2 sign-rproc-fw sign --layout qcom-v9 --key chain/leaf.pem --cert-chain chain/chain.pem --sw-id 0x17 --out not.mbn "$elf"
fails 3 sign-rproc-fw sign --key chain/leaf.pem --out not.sign "$elf"
rm -r chain other ./*.pem
