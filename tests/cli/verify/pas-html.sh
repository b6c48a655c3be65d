# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Containers of Qualcomm's PAS on a page: who has signed, for what, and what a device says.
vectors=$TESTS/vectors/pas
fails 1 sign-rproc-fw verify --quiet --root "$vectors/keys/other-root.der" --format html --out verify.html \
	"$vectors/signed/own-v6-oem-bound.mbn"
fails 1 sign-rproc-fw check --quiet --device qcom-pas-signed --format html --out check.html "$vectors/signed/own-v7.mbn"
for page in verify check; do
	sed '1,/<main>/d; s/<[^>]*>/ /g; s/  */ /g; s/^ //; s/ $//' "$page.html" | grep .
done
rm verify.html check.html
