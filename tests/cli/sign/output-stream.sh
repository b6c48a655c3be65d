# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Pipes and devices are written straight, and stay what they are.
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --key "$TESTS/vectors/keys/rsa2048.pem")

mkfifo pipe
"${call[@]}" --out pipe &
cmp pipe "$TESTS/vectors/sign/plain.sign"
wait $!
[ -p pipe ]
rm pipe
"${call[@]}" --out /dev/null
[ -c /dev/null ]
"${call[@]}" --out /dev/stdout | cmp - "$TESTS/vectors/sign/plain.sign"
fails 3 "${call[@]}" --out /dev/full
fails 3 "${call[@]}" --out - >/dev/full
fails 3 "${call[@]}" --out - >&-
fails 3 "${call[@]}" --out /dev/null --json >/dev/full
