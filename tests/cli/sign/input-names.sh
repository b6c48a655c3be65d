# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Whatever a file is called, the terminal is safe.
bad=$'esc\e[31m\nnewline.elf'
echo text >"$bad"
fails 1 sign-rproc-fw --in "$bad" --out out.sign --key "$KEYS/dev-rsa2048.pem"
fails 3 sign-rproc-fw --in $'missing\e]0;title\a' --out out.sign --key "$KEYS/dev-rsa2048.pem"
fails 3 sign-rproc-fw --in 'größe.elf' --out out.sign --key "$KEYS/dev-rsa2048.pem"
fails 2 sign-rproc-fw --in "$bad" --out "$bad" --key "$KEYS/dev-rsa2048.pem"
cp "$TESTS/vectors/elf/overlap.elf" $'latin1-\xe4.elf'
# JSON is UTF-8: other bytes are replaced, control characters escaped
sign-rproc-fw --in $'latin1-\xe4.elf' --out $'out-\xe4.sign' --key "$KEYS/dev-rsa2048.pem" --json --quiet >report.json
jq -r '.file, .findings[0].source' report.json
fails 1 sign-rproc-fw --in "$bad" --out out.sign --key "$KEYS/dev-rsa2048.pem" --json 2>/dev/null >report.json
jq '.findings[0].source' report.json
rm ./*
