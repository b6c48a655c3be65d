# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# One call in all forms that it can have: the same container.
elf=$TESTS/firmware/blink.elf key=$TESTS/vectors/keys/rsa2048.pem

sign-rproc-fw sign --in "$elf" --out expected --key "$key" --key-type RSA --table load --quiet
same() {
	"$@"
	cmp out.sign expected
	rm out.sign
}
same sign-rproc-fw -q -k "$key" -o out.sign --in "$elf" --key_type rsa --table LOAD
same sign-rproc-fw sign "-k$key" -oout.sign --table=load --key_type=RSA -q "$elf"
same sign-rproc-fw sign "-qk$key" "-o" out.sign --tab load --key-t=RSA "--in=$elf"
same sign-rproc-fw sign "$elf" --quiet "--out=out.sign" "--key=$key" --key-type RSA --table load
same sign-rproc-fw -q --table load --key "$key" --key-type RSA --out out.sign -- "$elf"

sign-rproc-fw verify -vk "$key" expected
sign-rproc-fw verify -jqk "$key" expected | jq -r .verdict
cmp <(sign-rproc-fw verify -h) <(sign-rproc-fw help verify)
cmp <(sign-rproc-fw -V) <(sign-rproc-fw --version)
fails 2 sign-rproc-fw verify -k
fails 2 sign-rproc-fw verify -qx expected
fails 2 sign-rproc-fw extract -k "$key" -k "$key" expected
fails 2 sign-rproc-fw verify --key
fails 2 sign-rproc-fw verify -qq --key "$key" expected
fails 2 sign-rproc-fw verify --quiet=no --key "$key" expected
fails 2 sign-rproc-fw sign --plat-tlv BOOTADDR
fails 2 sign-rproc-fw sign --plat-tlv
rm expected
# sizes have suffixes everywhere
sign-rproc-fw check --json --region ram=0x10000000:256K --heap 4K "$TESTS/vectors/sign/plain.sign" | jq -c .load.name
for size in 4194304 4M 4m 4MiB 0x400K 0x400000; do
	sign-rproc-fw check --json --region "ram=0x10000000:$size" "$TESTS/vectors/sign/plain.sign" | jq -c '[.regions[].size]'
done
fails 2 sign-rproc-fw check --region ram=0x10000000:5G x
for size in 4MB 4iB MiB 4KM 4KiBK 0x4G0 '4 K' -4K 4.5K 18014398509481984K; do
	fails 2 sign-rproc-fw check --heap "$size" x
done
