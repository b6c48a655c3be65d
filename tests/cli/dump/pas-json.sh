# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# the same for programs; two signers, a split container, and one without a hash segment that can be read
vectors=$TESTS/vectors/pas
sign-rproc-fw dump --json "$vectors/signed/own-v7-double.mbn"
sign-rproc-fw dump --json "$vectors/split/own-v3-legacy/fw.mdt"
fails 1 sign-rproc-fw dump --json "$vectors/malformed/version-0.mbn"
