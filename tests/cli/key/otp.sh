# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What is fused: computed by openssl and coreutils as well, for both kinds of keys.
for name in rsa2048 ec256; do
	key=$TESTS/vectors/keys/$name.pub.pem
	spki=$TESTS/vectors/keys/$name.spki.der
	case $name in
	rsa2048) { part "$spki" 33 256 && tail -c 3 "$spki"; } >hashed ;;
	ec256) tail -c 64 "$spki" >hashed ;;
	esac
	openssl dgst -sha256 -binary hashed >hash.bin
	sign-rproc-fw key otp --format raw "$key" | cmp - hash.bin
	basenc --base16 -w 0 hash.bin | tr A-F a-f >hex
	echo >>hex
	sign-rproc-fw key otp --format hex "$key" | cmp - hex
	# OTP word k is the little-endian number in bytes 4k to 4k + 3
	for k in 0 1 2 3 4 5 6 7; do
		printf '0x%08x\n' "$(u32 hash.bin $((4 * k)))"
	done >words
	sign-rproc-fw key otp --format words "$key" | cmp - words
	sign-rproc-fw key otp --format c "$key" >hash.c
	printf '#include <stdint.h>\n#include <unistd.h>\n' >main.c
	printf '#include "hash.c"\nint main(void) { return write(1, oem_rproc_pkh, sizeof(oem_rproc_pkh)) != 32; }\n' >>main.c
	cc -Wall -Werror -o main main.c
	./main | cmp - hash.bin
	# what mw.l writes on a little-endian machine, and what is fused
	sign-rproc-fw key otp --format uboot "$key" >commands
	sed -n 's/^mw\.l .* //p' commands | cmp - words
	grep '^fuse' commands | while read -r line; do
		echo "$line" | cut -d ' ' -f 5- | tr ' ' '\n' | cmp - words
	done
	sign-rproc-fw key otp "$key"
done
sign-rproc-fw key otp --format raw --out hash.bin --key "$TESTS/vectors/keys/rsa2048.pem"
sign-rproc-fw key otp --format raw "$TESTS/vectors/keys/rsa2048.spki.der" | cmp - hash.bin
rm hash.bin hashed hex words hash.c main.c main commands
