# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sessions: one at a time, for the processor that the device has.
v=$TESTS/vectors
fails 1 sign-rproc-fw check --board stm32mp157-dk --sequence open,open,close,open,load "$v/sign/rsc.sign"
fails 1 sign-rproc-fw check --board stm32mp157-dk --sequence open=1,open=0 "$v/sign/rsc.sign"
sign-rproc-fw check --board stm32mp157-dk --processor 0 --sequence linux --quiet "$v/sign/rsc.sign"
fails 1 sign-rproc-fw check --board stm32mp157-dk --processor 1 --sequence linux "$v/sign/rsc.sign"
fails 1 sign-rproc-fw check --board stm32mp257-ev1 --device st-4.0 --processor 0 --sequence load "$v/sign-st/st40_bootaddr.sign"
sign-rproc-fw check --board stm32mp157-dk --json --sequence open,load,close "$v/sign/plain.sign" | jq -c '.boot.steps[]'
