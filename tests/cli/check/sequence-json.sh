# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A sequence as JSON: every answer by its command.
fails 1 sign-rproc-fw check --json --sequence load,stop,start,stop "$TESTS/vectors/sign/plain.sign" |
	jq -c '.device, (.answers[] | [.command, .code, .name])'
sign-rproc-fw check --json --sequence load "$TESTS/vectors/sign/plain.sign"
