# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
v=$TESTS/vectors
call=(sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048-encrypted.pem")

fails 3 "${call[@]}"
fails 3 "${call[@]}" --key-pwd 'wrong'
PASS=wrong fails 3 "${call[@]}" --key-pass env:PASS
PASS='' fails 3 "${call[@]}" --key-pass env:PASS
PASS=$(printf '%1025s' long) fails 3 "${call[@]}" --key-pass env:PASS
fails 3 "${call[@]}" --key-pass env:NOT_SET
fails 3 "${call[@]}" --key-pass file:missing
fails 3 "${call[@]}" --key-pass file:.
fails 3 "${call[@]}" --key-pass fd:42
fails 3 "${call[@]}" --key-pass fd:x
fails 3 "${call[@]}" --key-pass file:/dev/null
setsid sign-rproc-fw "${call[@]:1}" --key-pass prompt || echo "exit code $?" >&2
fails 2 "${call[@]}" --key-pass 'correct horse'
fails 2 "${call[@]}" --key-pass env:PASS --key-pwd 'correct horse'
