# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A call without a result is an object, too: what the last message says.
v=$TESTS/vectors
key=$v/keys/rsa2048.pub.pem

# nothing comes of the command line
fails 2 sign-rproc-fw nonsense --json
fails 2 sign-rproc-fw verify --nonsense --json in.sign
fails 2 sign-rproc-fw verify -qj in.sign
fails 2 sign-rproc-fw key --json
fails 2 sign-rproc-fw --json --in in.elf
fails 2 sign-rproc-fw dump --tlv 1 --json in.sign
fails 2 sign-rproc-fw sign --json --in "$v/elf/plain.elf" --key "$v/keys/rsa2048.pem" --out -

# nothing can be judged
fails 3 sign-rproc-fw verify --json --key "$key" missing.sign
fails 3 sign-rproc-fw verify --json --key missing.pem "$v/sign/plain.sign"
fails 3 sign-rproc-fw check --json --dtb "$v/elf/plain.elf" "$v/sign/plain.sign"
fails 3 sign-rproc-fw explain --max-size 4 --json - <<<'more than 4'
fails 3 sign-rproc-fw key otp --json --out missing/otp --format raw "$key"
touch "$(printf 'not utf-8 \xff')"
fails 3 sign-rproc-fw key info --json "$(printf 'not utf-8 \xff')"
rm not*

# there was a result
{
	printf '\x68\x4a\xaf\x54\xbe\x19\xd7\x40\xbb\xe6\x89\x50\x35\x0a\x87\x44'
	printf '\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\x82\x01\x0f\x00'
	printf '\x30\x82\x01\x0a\x02\x82\x01\x01....oem_rproc_pkh'
} >build.bin
fails 3 sign-rproc-fw key match --json --key "$key" build.bin | jq -c .schema
rm build.bin
# nobody asked for JSON
fails 2 sign-rproc-fw verify -- --json
fails 2 sign-rproc-fw verify -q in.sign
# nobody can read it
fails 3 sign-rproc-fw dump --json "$v/sign/plain.sign" >/dev/full
