# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Every example of --help succeeds, and no line of help is too long for a terminal.
mkdir files
(
	cd files || exit
	cp "../$TESTS/firmware/openamp.elf" a.elf
	cp "../$KEYS/dev-rsa2048.pem" k.pem
	cp "../$KEYS/dev-rsa2048.pub.pem" pub.pem
	cp "../$KEYS/dev-rsa4096.pem" new.pem
	openssl pkcs8 -topk8 -in k.pem -passout pass:secret -out encrypted.pem
	cp "../$TESTS/vectors/pas/signed/own-v6-ecdsa.mbn" cdsp.mbn
	sign-rproc-fw split --out cdsp.mdt cdsp.mbn
	sign-rproc-fw -q --in a.elf --out a.sign --key k.pem
	sign-rproc-fw digest -q --format raw --in a.elf --out a.bin --key pub.pem >digest.bin
	openssl pkeyutl -sign -inkey k.pem -pkeyopt digest:sha256 -in digest.bin -out s.bin
	# what is in OP-TEE that trusts the key
	cat >core.c <<'END'
#include <stdint.h>

const struct { uint32_t a; uint16_t b, c; uint8_t d[8]; } pta = {
	0x54af4a68, 0x19be, 0x40d7, {0xbb, 0xe6, 0x89, 0x50, 0x35, 0x0a, 0x87, 0x44}};
extern const uint8_t rproc_pub_key_modulus[];
const void *const uses[] = {&pta, rproc_pub_key_modulus};
END
	sign-rproc-fw key header -q -o key.c pub.pem
	gcc -Os -nostdlib -no-pie -Wl,-e,0 -o tee.elf core.c key.c
	objcopy -O binary tee.elf tee-raw.bin
)

# the commands behind the words, which come before each
commands_below() {
	sign-rproc-fw help "$@" | awk -v before="$*" '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print before, $1 }'
}

sign-rproc-fw help | awk 'length > 80'
{ commands_below && commands_below key; } | grep -vx ' help' >commands
while read -r command; do
	# shellcheck disable=SC2086
	sign-rproc-fw help $command >text
	awk 'length > 80' text
	sed -n '/^Examples:/,/^$/s/^  //p' text >examples
	[ "$(wc -l <examples)" -eq 2 ] || echo "not two examples: $command"
	while read -r example; do
		cp -r files work
		(cd work && PASS=secret fails 0 bash -c "$example" </dev/null >/dev/null 2>../messages) || cat messages
		rm -r work
	done <examples
done <commands
wc -l <commands
rm -r files commands text examples messages
