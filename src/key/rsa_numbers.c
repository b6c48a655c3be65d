/* SPDX-License-Identifier: BSD-2-Clause */
#include "key/rsa_numbers.h"

#include "base/error.h"
#include "crypto/prime.h"

/* OpenSSL's limits for verifying: OPENSSL_RSA_MAX_MODULUS_BITS, and OPENSSL_RSA_MAX_PUBEXP_BITS of large moduli. */
#define MODULUS_SIZE_MAX  2048
#define EXPONENT_SIZE_MAX 8

/* OpenSSL's check of public keys divides by primes up to this one, too. */
#define FACTOR_MAX 751

static unsigned remainder_of(const uint8_t *number, size_t size, unsigned divisor)
{
	uint64_t remainder = 0;

	/* six bytes have room behind a remainder of 10 bits; a division takes as long as all else here */
	for (size_t i = 0; i < size; i++) {
		remainder = remainder << 8 | number[i];
		if (i % 6 == 5)
			remainder %= divisor;
	}
	return (unsigned)(remainder % divisor);
}

static bool is_small_prime(unsigned number)
{
	for (unsigned divisor = 2; divisor * divisor <= number; divisor++)
		if (number % divisor == 0)
			return false;
	return true;
}

/* The smallest factor of the modulus up to FACTOR_MAX; 0 if there is none. */
static unsigned small_factor(const struct signfw_key_parts *parts)
{
	for (unsigned factor = 2; factor <= FACTOR_MAX; factor++)
		if (is_small_prime(factor) && remainder_of(parts->modulus, parts->modulus_size, factor) == 0)
			return factor;
	return 0;
}

static enum signfw_status check_exponent(const struct signfw_key_parts *parts, struct signfw_error *err)
{
	uint64_t exponent = 0;

	if (parts->exponent_size > EXPONENT_SIZE_MAX)
		return sfw_fail(err, SIGNFW_E_KEY, "an RSA key whose exponent has %zu bytes, expected %d at most",
				parts->exponent_size, EXPONENT_SIZE_MAX);
	for (size_t i = 0; i < parts->exponent_size; i++)
		exponent = exponent << 8 | parts->exponent[i];
	if (exponent < 3 || exponent % 2 == 0)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key whose exponent is %llu, which protects nothing; expected an odd number "
				"from 3 on, as 65537 is",
				(unsigned long long)exponent);
	return SIGNFW_OK;
}

enum signfw_status sfw_rsa_check(const struct signfw_key_parts *parts, struct signfw_error *err)
{
	if (parts->modulus_size > MODULUS_SIZE_MAX)
		return sfw_fail(err, SIGNFW_E_KEY, "an RSA key of %zu bytes, expected %d at most", parts->modulus_size,
				MODULUS_SIZE_MAX);
	const unsigned factor = small_factor(parts);

	if (factor != 0)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key whose modulus can be divided by %u: anybody can compute the private key",
				factor);
	return check_exponent(parts, err);
}

enum signfw_status sfw_rsa_test_modulus(const struct signfw_key_parts *parts, struct signfw_error *err)
{
	bool is_prime = false;
	const enum signfw_status status = sfw_is_prime(parts->modulus, parts->modulus_size, &is_prime, err);

	if (status == SIGNFW_OK && is_prime)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key whose modulus is a prime: anybody can compute the private key");
	return status;
}
