# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# what is in containers of Qualcomm's PAS: bound to devices; with fields in a certificate; inferred; split, a part missing
vectors=$TESTS/vectors/pas
for name in own-v6-serial own-v3-legacy own-v8; do
	sign-rproc-fw dump "$vectors/signed/$name.mbn"
	echo
done
fails 1 sign-rproc-fw dump "$vectors/malformed/split-missing/fw.mdt"
echo
# as much as there is
fails 1 sign-rproc-fw dump "$vectors/malformed/version-4.mbn"
