# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# the same for programs, and for CI servers
vectors=$TESTS/vectors/pas
fails 1 sign-rproc-fw check --quiet --json --device qcom-pas-signed "$vectors/signed/own-v6-two-roots.mbn"
sign-rproc-fw check --quiet --json "$vectors/signed/own-v6-ecdsa.mbn"
fails 1 sign-rproc-fw check --quiet --json "$vectors/malformed/phdr0-big.mbn" "$vectors/malformed/phentsize-33.mbn" \
	--device qcom-pas --pas-id 1
fails 1 sign-rproc-fw check --quiet --format github --device qcom-pas "$vectors/signed/own-v6-ecdsa-64.mbn" \
	"$vectors/signed/own-v7.mbn"
