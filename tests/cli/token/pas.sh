# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# For OP-TEE's PAS by a key on P-384 in a token.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
"$KEYS/make-pas-chain" chain >/dev/null
softhsm2-util --import chain/leaf.pem --token signing --label fw --id 01 --pin 4321 >/dev/null
rm chain/leaf.pem
sign-rproc-fw sign --layout qcom-v6 --cert-chain chain/chain.pem --pas-id 18 --key 'pkcs11:token=signing;object=fw' \
	--key-pass fd:3 --in "$TESTS/vectors/pas/inputs/dsp32.elf" --out fw.mbn 3<<<4321
sign-rproc-fw verify --root chain/root.der fw.mbn
sign-rproc-fw check --device qcom-pas-signed fw.mbn | head -n 1
rm -r chain
