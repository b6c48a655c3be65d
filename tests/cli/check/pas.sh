# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# what Linux's loader and OP-TEE's PAS say to containers of Qualcomm's, and why
vectors=$TESTS/vectors/pas
hash=$(openssl dgst -sha384 -r "$vectors/keys/oem-root.der" | cut -d ' ' -f 1)
sign-rproc-fw check "$vectors/signed/own-v6-ecdsa.mbn" "$vectors/split/own-v6-ecdsa/fw.mdt"
sign-rproc-fw check --device qcom-pas-signed --pk-hash "$hash" --carveout 0x86700000:8M "$vectors/signed/own-v6-eku.mbn"
sign-rproc-fw check --device qcom-pas-signed --oem-id 0x1 --model-id 2 --jtag-id 0x300a1 --serial 0x12345678 \
	--soc-version 0x601a --enforce-eku --pas-id 18 "$vectors/signed/own-v6-eku.mbn"

# the traps: changed bytes that nobody compares, memory that Linux doesn't count, no MEM_SETUP, no message, no survival
for file in malformed/paged-segment-bit signed/own-v6-empty-far signed/own-v6-fixed malformed/table-entry-0 \
	malformed/phdr0-big; do
	sign-rproc-fw check --device qcom-pas "$vectors/$file.mbn" || echo "exit code $?"
done

# who is who
fails 1 sign-rproc-fw check --device qcom-pas-signed --pk-hash "$hash" "$vectors/signed/own-v6-other-root.mbn"
fails 1 sign-rproc-fw check --device qcom-pas-signed --oem-id 7 "$vectors/signed/own-v6-oem-bound.mbn"
fails 1 sign-rproc-fw check --device qcom-pas-signed --pas-id 1 "$vectors/signed/own-v6-ecdsa.mbn"
fails 1 sign-rproc-fw check --device qcom-pas-signed --enforce-eku "$vectors/signed/own-v6-ecdsa.mbn"
sign-rproc-fw check --device qcom-pas-unfused "$vectors/signed/own-v6-unsigned.mbn"

# Linux alone: 64 bits, memory that is too small, a part that isn't there, no ELF file at all
fails 1 sign-rproc-fw check "$vectors/signed/own-v6-ecdsa-64.mbn"
fails 1 sign-rproc-fw check --carveout 0x86700000:4K "$vectors/signed/own-v6-ecdsa.mbn"
fails 1 sign-rproc-fw check "$vectors/malformed/split-missing/fw.mdt"
fails 1 sign-rproc-fw check --device qcom-pas "$TESTS/vectors/sign/plain.sign"

# another device is asked about another container
fails 1 sign-rproc-fw check --device optee-4.10 "$vectors/signed/own-v6-ecdsa.mbn"
fails 2 sign-rproc-fw check --device qcom-pas --board stm32mp157-dk "$vectors/signed/own-v6-ecdsa.mbn"
fails 2 sign-rproc-fw check --pas-id 0x100000000 "$vectors/signed/own-v6-ecdsa.mbn"
fails 2 sign-rproc-fw check --carveout 0x86700000 "$vectors/signed/own-v6-ecdsa.mbn"
fails 2 sign-rproc-fw check --device qcom-pas --pk-hash 00 "$vectors/signed/own-v6-ecdsa.mbn"
