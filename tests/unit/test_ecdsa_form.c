/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/ecdsa_form.h"

#include <string.h>

#include "support.h"

#define FIELD_SIZE 32

/* r is 1, s has its highest bit set. */
static const uint8_t der[] = {0x30, 0x26, 0x02, 0x01, 0x01, 0x02, 0x21, 0x00, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			      0,    0,    0,    0,    0,    0,    0,    0,    0,    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7};

static void numbers_are_as_long_as_the_field(void **state)
{
	uint8_t raw[2 * FIELD_SIZE], expected[2 * FIELD_SIZE] = {0}, again[sizeof(der)];

	(void)state;
	expected[FIELD_SIZE - 1] = 1;
	expected[FIELD_SIZE] = 0x80;
	expected[2 * FIELD_SIZE - 1] = 7;
	assert_true(sfw_ecdsa_from_der((struct span){der, sizeof(der)}, FIELD_SIZE, raw));
	assert_memory_equal(raw, expected, sizeof(raw));
	assert_int_equal(sfw_ecdsa_to_der((struct span){raw, sizeof(raw)}, again), sizeof(der));
	assert_memory_equal(again, der, sizeof(der));
}

static void what_is_behind_a_signature_makes_it_none(void **state)
{
	uint8_t longer[sizeof(der) + 1] = {0}, raw[2 * FIELD_SIZE];

	(void)state;
	memcpy(longer, der, sizeof(der));
	assert_true(sfw_ecdsa_from_der((struct span){longer, sizeof(der)}, FIELD_SIZE, raw));
	assert_false(sfw_ecdsa_from_der((struct span){longer, sizeof(longer)}, FIELD_SIZE, raw));
	for (size_t size = 0; size < sizeof(der); size++)
		assert_false(sfw_ecdsa_from_der((struct span){longer, size}, FIELD_SIZE, raw));
}

static void numbers_must_fit_the_field(void **state)
{
	uint8_t raw[2 * FIELD_SIZE];

	(void)state;
	assert_false(sfw_ecdsa_from_der((struct span){der, sizeof(der)}, FIELD_SIZE - 1, raw));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_as_long_as_the_field),
		cmocka_unit_test(what_is_behind_a_signature_makes_it_none),
		cmocka_unit_test(numbers_must_fit_the_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
