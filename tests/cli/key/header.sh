# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The public key for a build: what openssl says it is, and C that compiles.
rsa=$TESTS/vectors/keys/rsa2048.pem ec=$TESTS/vectors/keys/ec256.pub.pem

sign-rproc-fw key header "$rsa"
sign-rproc-fw key header --prefix my_key "$rsa" | grep my_key

# the bytes in C are those of the key
sign-rproc-fw key header --out key.c "$rsa"
cat >main.c <<'END'
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

extern const uint32_t rproc_pub_key_exponent;
extern const uint8_t rproc_pub_key_modulus[];
extern const size_t rproc_pub_key_modulus_size;

int main(void)
{
	fprintf(stderr, "exponent %u\n", (unsigned)rproc_pub_key_exponent);
	return fwrite(rproc_pub_key_modulus, 1, rproc_pub_key_modulus_size, stdout) != 256;
}
END
cc -Wall -Werror -o main main.c key.c
openssl rsa -in "$rsa" -noout -modulus | sed 's/.*=//' | basenc -d --base16 >modulus
./main | cmp - modulus

# other forms
openssl pkey -in "$rsa" -pubout -outform DER >rsa.der
openssl pkey -in "$rsa" -pubout >rsa.pem
sign-rproc-fw key header --format der "$rsa" | cmp - rsa.der
sign-rproc-fw key header --format pem "$rsa" | cmp - rsa.pem
sign-rproc-fw key header --format raw "$rsa" | cmp - modulus
sign-rproc-fw key header --format der "$ec" | cmp - "$TESTS/vectors/keys/ec256.spki.der"
sign-rproc-fw key header --format pem "$ec" | cmp - "$ec"
for bits in 3072 4096; do
	sign-rproc-fw key header --format pem "$TESTS/vectors/keys/rsa$bits.pem" | cmp - "$TESTS/vectors/keys/rsa$bits.pub.pem"
done
tail -c 64 "$TESTS/vectors/keys/ec256.spki.der" >point
sign-rproc-fw key header --format raw "$ec" | cmp - point
rm key.c main.c main modulus rsa.der rsa.pem point
