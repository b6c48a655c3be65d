# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Help for the commands behind the command, in each way to ask for it.
sign-rproc-fw help key
sign-rproc-fw key --help | cmp - <(sign-rproc-fw help key)
sign-rproc-fw key -h | cmp - <(sign-rproc-fw help key)
for command in info header otp match; do
	sign-rproc-fw help key "$command"
	sign-rproc-fw key "$command" --help | cmp - <(sign-rproc-fw help key "$command")
done
