# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A build by a real compiler and linker: with symbols, stripped, and as a plain binary.
key=$TESTS/vectors/keys/rsa4096.pem other=$TESTS/vectors/keys/rsa2048.pub.pem

cat >core.c <<'END'
#include <stddef.h>
#include <stdint.h>

const struct { uint32_t a; uint16_t b, c; uint8_t d[8]; } pta = {
	0x54af4a68, 0x19be, 0x40d7, {0xbb, 0xe6, 0x89, 0x50, 0x35, 0x0a, 0x87, 0x44}};
extern const uint8_t rproc_pub_key_modulus[], ta_pub_key_modulus[];
extern const size_t rproc_pub_key_modulus_size, ta_pub_key_modulus_size;
extern const uint32_t rproc_pub_key_exponent, ta_pub_key_exponent;
const void *const uses[] = {&pta, rproc_pub_key_modulus, &rproc_pub_key_modulus_size, &rproc_pub_key_exponent,
	ta_pub_key_modulus, &ta_pub_key_modulus_size, &ta_pub_key_exponent};
END
sign-rproc-fw key header --out firmware.c "$key"
sign-rproc-fw key header --out ta.c --prefix ta_pub_key "$other"
gcc -Os -nostdlib -no-pie -Wl,-e,0 -Wl,--build-id=none -o tee.elf core.c firmware.c ta.c
objcopy --strip-all tee.elf stripped.elf
objcopy -O binary tee.elf tee.bin

# without offsets, which are the linker's
match() {
	sign-rproc-fw key match "$@" | sed 's/offset 0x[0-9a-f]*/offset/'
}
match --key "$key" tee.elf
fails 1 match --key "$other" tee.elf
match --key "$key" stripped.elf
match --key "$key" tee.bin
fails 1 match --key "$TESTS/vectors/keys/rsa3072.pem" tee.bin
rm ./*.c ./*.elf tee.bin
