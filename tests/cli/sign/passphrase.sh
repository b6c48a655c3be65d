# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Every source of a passphrase that needs no terminal.
v=$TESTS/vectors
call=(sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048-encrypted.pem")

check() {
	cmp out.sign "$v/sign/plain.sign"
	rm out.sign
}

PASS='correct horse' "${call[@]}" --key-pass env:PASS
check
printf 'correct horse\nsecond line\n' >pass
"${call[@]}" --key-pass file:pass
check
printf 'correct horse\r\n' >pass
"${call[@]}" --key_pass=file:pass
check
printf 'correct horse' >pass
"${call[@]}" --key-pass file:pass
check
"${call[@]}" --key-pass fd:3 3<<<'correct horse'
check
echo 'correct horse' | "${call[@]}" --key-pass fd:0
check
# the only one that others can see, and says so
"${call[@]}" --key_pwd 'correct horse'
check
"${call[@]}" --key-pwd='correct horse' --quiet
check
# no passphrase is asked for where none is needed
sign-rproc-fw --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pem" --key-pass env:NOT_SET
check
rm pass
