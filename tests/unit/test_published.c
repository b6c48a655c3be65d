/* SPDX-License-Identifier: BSD-2-Clause */
/* Published keys, by their numbers.  Loaded ones are in tests/api/test_keys.c. */
#include "key/published.h"

#include "support.h"

/* Of the published key of 4096 bits only the beginning is at hand. */
static void type_and_size_and_beginning_make_a_key(void **state)
{
	static uint8_t modulus[512] = {0xe9, 0xee, 0x82, 0x63, 0x9f, 0x0b, 0xcd, 0xde};

	(void)state;
	assert_string_equal(sfw_published_key((struct span){modulus, 512}),
			    "the default key of OP-TEE from 4.7 on (keys/default.pem)");
	assert_null(sfw_published_key((struct span){modulus, 511}));
	assert_null(sfw_published_key((struct span){modulus, 256}));
	assert_null(sfw_published_key((struct span){NULL, 0}));
	modulus[7] ^= 1;
	assert_null(sfw_published_key((struct span){modulus, 512}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(type_and_size_and_beginning_make_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
