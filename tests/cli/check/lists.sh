# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
sign-rproc-fw check --list-devices
sign-rproc-fw check --list-boards
