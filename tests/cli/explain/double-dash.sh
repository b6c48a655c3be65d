# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Behind '--' all are questions, also those that look like options.
fails 1 sign-rproc-fw explain -- --json
sign-rproc-fw explain --json -- -5 EINVAL | jq -c '[.explanations[].input]'
