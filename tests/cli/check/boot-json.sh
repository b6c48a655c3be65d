# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A whole boot as JSON.
sign-rproc-fw check --json --board stm32mp157-dk --sequence recovery --kernel std "$TESTS/vectors/sign/rsc.sign"
