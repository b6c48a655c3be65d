# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# containers of Qualcomm's PAS for programs: two signers, a wrong root, a stub, nothing that can be read
vectors=$TESTS/vectors/pas
sign-rproc-fw verify --json --root "$vectors/keys/oem-root.der" "$vectors/signed/own-v6-double.mbn"
fails 1 sign-rproc-fw verify --quiet --json --root "$vectors/keys/other-root.der" "$vectors/signed/own-v5-pss.mbn" \
	"$vectors/signed/qt-a64-v5.mbn" "$vectors/malformed/version-4.mbn"
sign-rproc-fw verify --json --digests-only "$vectors/signed/own-v6-unsigned.mbn"
fails 1 sign-rproc-fw verify --format github --any-root "$vectors/malformed/split-missing/fw.mdt"
