/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/prime.h"

#include "support.h"

static bool is_prime(const void *number, size_t size)
{
	bool answer = false;

	assert_int_equal(sfw_is_prime(number, size, &answer, NULL), SIGNFW_OK);
	return answer;
}

static void primes_are_told_from_products(void **state)
{
	(void)state;
	assert_true(is_prime("\x02", 1));
	assert_true(is_prime("\x00\x01\x00\x01", 4));
	/* 2^127 - 1, and 2^127 + 1 */
	assert_true(is_prime("\x7f\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 16));
	assert_false(is_prime("\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01", 16));
	/* a Carmichael number: 561 */
	assert_false(is_prime("\x02\x31", 2));
	assert_false(is_prime("\x01", 1));
	assert_false(is_prime("", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(primes_are_told_from_products),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
