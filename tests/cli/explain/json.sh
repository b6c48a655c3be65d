# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
sign-rproc-fw explain --json 0xffff3072 -5 'E/TA: More than one resource table found' >report.json
jq -e . report.json >/dev/null
cat report.json
rm report.json
