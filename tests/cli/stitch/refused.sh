# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What isn't a signature of the container isn't put in, and the output stays as it was.
v=$TESTS/vectors
pub=$v/keys/rsa2048.pub.pem

sign-rproc-fw digest --in "$v/elf/typical.elf" --out unsigned --key "$pub" --format raw --quiet >digest.bin
openssl pkeyutl -sign -inkey "$v/keys/rsa2048.pem" -pkeyopt digest:sha256 -in digest.bin -out good
echo old >out.sign

# refused CODE SIGNATURE [KEY [CONTAINER]]
refused() {
	fails "$1" sign-rproc-fw stitch --in "${4-unsigned}" --signature "$2" --key "${3-$pub}" --out out.sign
	[ "$(cat out.sign)" = old ]
}

cp good bad
poke bad 255 "$(printf '%02x' $((0x$(part good 255 1 | xxd -p) ^ 1)))"
refused 1 bad
head -c 255 good >bad
refused 1 bad
refused 1 digest.bin
refused 1 /dev/null
openssl dgst -sha256 -sign "$v/keys/rsa2048.pem" -out bad digest.bin
refused 1 bad
openssl pkeyutl -sign -inkey "$v/keys/rsa3072.pem" -pkeyopt digest:sha256 -in digest.bin -out bad
refused 1 bad
xxd -p good bad
refused 1 bad
openssl base64 -in good -out bad
refused 1 bad
refused 1 good "$v/keys/rsa3072.pub.pem"
refused 1 good "$v/keys/ec256.pub.pem"
refused 3 missing
refused 3 good missing
refused 3 good "$pub" missing
head -c 65537 /dev/zero >bad
refused 3 bad

# a container that isn't one, or that was changed in between: TLVs, and images
refused 1 good "$pub" "$v/elf/typical.elf"
cp unsigned changed
poke changed "$((20 + $(u32 unsigned 8) - 1))" ff
refused 1 good "$pub" changed
cp unsigned changed
poke changed "$(($(stat -c %s unsigned) - 1000))" ff
refused 1 good "$pub" changed
fails 1 sign-rproc-fw stitch --json --in changed --signature good --key "$pub" --out out.sign --quiet 2>/dev/null | jq -c '[.findings[].id]'
fails 1 sign-rproc-fw stitch --json --in unsigned --signature digest.bin --key "$pub" --out out.sign --quiet 2>/dev/null |
	jq -c '[.findings[].id]'
[ "$(cat out.sign)" = old ]
rm ./*
