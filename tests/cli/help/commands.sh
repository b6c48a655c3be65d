# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
for command in sign verify dump extract; do
	sign-rproc-fw help "$command"
	cmp <(sign-rproc-fw "$command" --help) <(sign-rproc-fw help "$command")
	# whatever else is wrong
	cmp <(sign-rproc-fw "$command" --in x --help) <(sign-rproc-fw help "$command")
done
