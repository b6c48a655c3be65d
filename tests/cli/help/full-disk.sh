# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
fails 3 sign-rproc-fw help >/dev/full
fails 3 sign-rproc-fw help findings >/dev/full
fails 3 sign-rproc-fw sign --help >/dev/full
fails 3 sign-rproc-fw --version >/dev/full
