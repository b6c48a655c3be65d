#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# What bash offers behind a few beginnings of a call: completion.sh SOURCE-FOLDER sign-rproc-fw

. "$(dirname "$0")/lint.sh"
. contrib/completion/sign-rproc-fw.bash
program=$2

# Completes the last of the words; the first argument is what is expected.
expect()
{
	local expected=$1
	shift
	COMP_WORDS=("$program" "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_sign_rproc_fw "$program" "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
	[ "${COMPREPLY[*]}" = "$expected" ] || complain "behind '$*': ${COMPREPLY[*]}, expected $expected"
}

expect 'sign digest stitch resign convert verify dump extract split squash check resource-table device-tree linker-memory corpus explain key doctor help' ''
expect 'verify' v
expect 'sign digest stitch resign convert verify dump extract split squash check resource-table device-tree linker-memory corpus explain key doctor help findings qcom' help ''
expect 'new info header otp match' key ''
expect 'header' help key h
expect 'c der pem raw' key header --format ''
expect '--prefix' key header --pre
expect '--key --key-type --key-info --key-pass --key-pwd' sign --key
expect '--key --key-type --key-info --key-pass --key-pwd' --key
expect '--strict' verify --key k.pem --s
expect '--tlv' dump --t
expect '--image --images' extract --im
expect 'all load' sign --table ''
expect 'auto' sign --bootaddr ''
expect 'RSA ECC' sign --key-type ''
expect '' sign --key-info ''
expect 'auto' sign --key-info a
expect 'RSA' sign --key-type = R
expect 'RSA ECC' resign --key_type =
expect 'optee st-4.0 st-3.19 st-3.16' convert --to ''
expect 'BOOTADDR BOOTSEC' sign --plat-tlv B
expect 'HASHTYPE HASHTABLE' dump --tlv HASH
expect '32 64' check --bits ''
expect 'optee st-4.0 st-3.19 st-3.16 qcom-v6 qcom-v7' sign --layout ''
expect 'raw hex base64' digest --format ''
expect 'digest data' resign --sign-command-input ''
expect 'env: file: fd: prompt' stitch --key-pass ''
expect 'env: file: fd: prompt' verify --key-pass ''
expect 'optee-4.10 optee-4.8 optee-4.4 optee-4.2 optee-4.1 st-4.0 st-4.0-otp st-3.19 st-3.16 rcar-3.12 qcom-pas qcom-pas-signed qcom-pas-unfused' check --device ''
expect 'stm32mp157-ed1 stm32mp157-ed1-st stm32mp157-ed1-st-tree' sign --board stm32mp157-e
expect '' sign --in ''
expect '' verify x
finish
