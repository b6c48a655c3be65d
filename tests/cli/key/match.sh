# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What the bytes of a build say: files that are put together as OP-TEE's are.
key=$TESTS/vectors/keys/rsa2048.pub.pem other=$TESTS/api/optee-2048.pub.pem ec=$TESTS/vectors/keys/ec256.pub.pem

# embed KEY: as a compiler lays out its definitions
embed() {
	printf '\x00\x01\x00\x00\x00\x00\x00\x00'
	sign-rproc-fw key header --quiet --format raw "$1"
	printf '\x01\x00\x01\x00'
}
pta() {
	printf '\x68\x4a\xaf\x54\xbe\x19\xd7\x40\xbb\xe6\x89\x50\x35\x0a\x87\x44'
}
ta() {
	printf '\x75\xc2\xa4\x80\x47\x0a\x05\x49\x82\x85\x14\x86\xa9\x77\x1a\x08'
}
fuse() {
	printf '\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\x82\x01\x0f\x00'
	printf '\x30\x82\x01\x0a\x02\x82\x01\x01....oem_rproc_pkh'
}

{ pta && embed "$key" && embed "$other" && ta; } >once.bin
{ pta && embed "$other" && embed "$other" && ta; } >twice.bin
{ pta && embed "$key" && fuse && basenc -d --base16 <<<2A2B01B175FFE8266D9E8D31C57E93B51FE0559349A69A4C4FF63623333EFB3D; } >fused.bin
{ embed "$other" && ta; } >pager.bin
{ pta && embed "$key"; } >pageable.bin

sign-rproc-fw key match --key "$key" once.bin
fails 1 sign-rproc-fw key match --key "$TESTS/vectors/keys/rsa4096.pem" once.bin
sign-rproc-fw key match --key "$other" twice.bin
fails 1 sign-rproc-fw key match --key "$key" twice.bin
sign-rproc-fw key match --key "$key" fused.bin
fails 3 sign-rproc-fw key match --key "$other" fused.bin
fails 3 sign-rproc-fw key match --key "$ec" fused.bin
fails 1 sign-rproc-fw key match --key "$ec" once.bin

# parts, in a command of their own or together
fails 1 sign-rproc-fw key match --key "$key" pager.bin
sign-rproc-fw key match --key "$key" --in pager.bin pageable.bin

# without a key, packed, and from standard input
sign-rproc-fw key match twice.bin
sign-rproc-fw key match "$key"
# more than anybody wants to read: the key counts nevertheless
{
	pta
	for _ in {1..120}; do
		printf '\x40\x00\x00\x00\x80%62s\x01\x03\x00\x00\x00' ''
	done
	embed "$key"
} >many.bin
sign-rproc-fw key match --key "$key" many.bin | tail -n 3
gzip -c once.bin | sign-rproc-fw key match --quiet --key "$key" -
fails 1 sign-rproc-fw key match --quiet --key "$key" twice.bin
rm ./*.bin
