# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
key=$KEYS/dev-rsa2048.pem

gzip -c "$TESTS/vectors/elf/plain.elf" >good.gz
head -c 300 good.gz >cut.gz
fails 3 sign-rproc-fw --in cut.gz --out out.sign --key "$key"
cp good.gz flipped.gz
poke flipped.gz 200 ffffff
fails 3 sign-rproc-fw --in flipped.gz --out out.sign --key "$key"
{ cat good.gz && echo rubbish; } >trailing.gz
fails 3 sign-rproc-fw --in trailing.gz --out out.sign --key "$key"
printf '\x1f\x8b' >two-bytes.gz
fails 3 sign-rproc-fw --in two-bytes.gz --out out.sign --key "$key"
# unpacked once only
gzip -c good.gz >twice.gz
fails 1 sign-rproc-fw --in twice.gz --out out.sign --key "$key"
rm ./*.gz
