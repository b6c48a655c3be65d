# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Two keys that a user of the library has open at the same time, freed in either order, again and again.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
new_key EC:prime256v1 one 01
new_key EC:prime256v1 two 02
"$TOOLS/two_keys" 'pkcs11:object=one' 'pkcs11:object=two' 4321
"$TOOLS/two_keys" 'pkcs11:object=one' "$KEYS/dev-ec256.pem" 4321
