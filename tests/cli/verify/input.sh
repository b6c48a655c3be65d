# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --in, '-', gzip, and what can't be read.
v=$TESTS/vectors
call=(sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem")

"${call[@]}" --in "$v/sign/plain.sign"
"${call[@]}" - <"$v/sign/plain.sign"
gzip -c "$v/sign/plain.sign" | "${call[@]}" -
"${call[@]}" --verbose - < <(cat "$v/sign/plain.sign")
fails 3 "${call[@]}" missing.sign
fails 3 "${call[@]}" .
fails 3 "${call[@]}" --max-size 1K "$v/sign/plain.sign"
fails 3 "${call[@]}" --verbose "$v/sign/plain.sign" >/dev/full
