# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Nobody gets a good signature by chance: the old one must be good, and the images, too.
v=$TESTS/vectors
pub=$v/keys/rsa2048.pub.pem
cp "$v/sign/plain.sign" good.sign
cp good.sign tampered.sign
poke tampered.sign "$(($(stat -c %s good.sign) - 600))" ff
cp good.sign header.sign
poke header.sign "$((20 + $(u32 good.sign 8)))" 00
head -c 100 good.sign >cut.sign
echo old >out.sign

refused() {
	local code=$1

	shift
	fails "$code" sign-rproc-fw resign --out out.sign --key "$v/keys/rsa4096.pem" "$@"
	[ "$(cat out.sign)" = old ]
}

refused 1 good.sign --verify-key "$v/keys/rsa3072.pub.pem"
refused 1 good.sign --verify-key "$v/keys/ec256.pub.pem"
refused 1 header.sign --verify-key "$pub"
refused 1 tampered.sign --verify-key "$pub"
refused 1 tampered.sign --no-verify
refused 1 tampered.sign --no-verify --quiet
refused 1 cut.sign --no-verify
refused 1 cut.sign --verify-key "$pub"
refused 1 "$v/elf/plain.elf" --no-verify
refused 1 tampered.sign --no-verify --json 2>/dev/null | jq -c '[.layout, .findings[].id]'
refused 1 header.sign --verify-key "$pub" --json 2>/dev/null | jq -c '[.layout, .findings[].id]'
refused 3 missing.sign --no-verify
refused 3 good.sign --verify-key missing.pem
fails 3 sign-rproc-fw resign --out out.sign --key "$v/keys/rsa4096.pub.pem" --verify-key "$pub" good.sign
fails 3 sign-rproc-fw resign --out out.sign --key "$v/keys/rsa4096.pem" --key-type ECC --verify-key "$pub" good.sign
fails 1 sign-rproc-fw resign --out out.sign --key "$KEYS/dev-rsa2048.pem" --verify-key "$pub" good.sign --refuse-known-keys
[ "$(cat out.sign)" = old ]
# a device has a say, too
refused 1 good.sign --verify-key "$pub" --region ram=0x20000000:0x1000
fails 1 sign-rproc-fw resign --out out.sign --key "$v/keys/ec256.pem" --verify-key "$pub" good.sign --device optee --quiet
[ "$(cat out.sign)" = old ]
sign-rproc-fw resign --out out.sign --key "$v/keys/ec256.pem" --verify-key "$pub" good.sign --device optee --force --quiet
sign-rproc-fw verify --key "$v/keys/ec256.pub.pem" out.sign
# the signature alone isn't looked at
sign-rproc-fw resign --out out.sign --key "$v/keys/rsa2048.pem" --no-verify --quiet header.sign
cmp out.sign good.sign
rm ./*.sign
