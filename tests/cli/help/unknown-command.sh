# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
fails 2 sign-rproc-fw signn
fails 2 sign-rproc-fw help signn
fails 2 sign-rproc-fw ''
fails 2 sign-rproc-fw $'\e[31m'
fails 2 sign-rproc-fw --versions
