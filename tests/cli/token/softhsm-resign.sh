# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# From one key in a token to another one, and a digest for a key in a token.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
new_key rsa:2048 old 0a
new_key rsa:2048 new 0b
token_public_key new new.pem
export PIN=4321

sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out old.sign --key 'pkcs11:object=old' --key-pass env:PIN
sign-rproc-fw resign old.sign --out new.sign --verify-key 'pkcs11:object=old' --key 'pkcs11:object=new' --key-pass env:PIN
sign-rproc-fw verify --strict --key new.pem new.sign
# with a provider that both keys are looked for in
sign-rproc-fw resign old.sign --out other.sign --verify-key 'pkcs11:object=old' --key "$KEYS/dev-rsa2048.pem" --provider default
sign-rproc-fw verify --key "$KEYS/dev-rsa2048.pub.pem" other.sign

sign-rproc-fw digest --in "$TESTS/firmware/openamp.elf" --out unsigned --key 'pkcs11:object=new' --quiet | cut -c 1-64 |
	tr -d '\n' | wc -c
cmp <(head -c 364 unsigned) <(head -c 364 new.sign)
rm ./*
