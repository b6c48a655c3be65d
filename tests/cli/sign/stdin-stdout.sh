# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# '-' is a stream, for each of the files.
v=$TESTS/vectors

sign-rproc-fw --in - --out - --key "$v/keys/rsa2048.pem" <"$v/elf/plain.elf" | cmp - "$v/sign/plain.sign"
# through pipes, which have no size
sign-rproc-fw --in - --out - --key "$v/keys/rsa2048.pem" < <(cat "$v/elf/plain.elf") | cat | cmp - "$v/sign/plain.sign"
sign-rproc-fw --in "$v/elf/plain.elf" --out - --key - < <(cat "$v/keys/rsa2048.pem") | cmp - "$v/sign/plain.sign"
sign-rproc-fw --in "$v/elf/typical.elf" --out - --key "$v/keys/rsa2048.pem" --key-info - <"$v/keys/key_info.bin" |
	cmp - "$v/sign/key_info.sign"
# not from its beginning
{
	head -c 16 >/dev/null
	sign-rproc-fw --in - --out - --key "$v/keys/rsa2048.pem"
} < <(printf '%16s' '' && cat "$v/elf/plain.elf") | cmp - "$v/sign/plain.sign"
fails 3 sign-rproc-fw --in - --out out.sign --key "$v/keys/rsa2048.pem" <&-
