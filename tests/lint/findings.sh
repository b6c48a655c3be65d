#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Every finding id of the catalogue is in at least one test: findings.sh SOURCE-FOLDER sign-rproc-fw

. "$(dirname "$0")/lint.sh"

"$2" help findings | awk '{ print $1 }' >"$scratch/ids"
[ -s "$scratch/ids" ] || complain "the catalogue is empty"
while read -r id; do
	# not in tests/cli/help, which lists all of them
	grep -rqE --exclude-dir=help "(^|[^a-z0-9-])$id([^a-z0-9-]|\$)" tests/unit tests/api tests/cli ||
		complain "no test mentions $id"
done <"$scratch/ids"
finish
