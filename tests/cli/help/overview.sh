# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
sign-rproc-fw help
for call in --help -h 'help help'; do
	# shellcheck disable=SC2086
	cmp <(sign-rproc-fw $call) <(sign-rproc-fw help)
done
