# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
sign-rproc-fw help explain
cmp <(sign-rproc-fw explain -5 --help) <(sign-rproc-fw help explain)
