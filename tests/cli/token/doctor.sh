# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A token is found, without its PIN.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
sign-rproc-fw doctor | grep -E 'p11-kit:|engine|SoftHSM' | sed 's/module: .*/module: .../'
sign-rproc-fw doctor --json >doctor.json
jq -c '.environment[] | select(.kind == "token" and (.detail | startswith("SoftHSM")))' doctor.json
rm doctor.json
