/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/vring.h"

#include "support.h"

static void a_ring_takes_whole_pages(void **state)
{
	(void)state;
	assert_int_equal(sfw_vring_pages(4, 4), 4096);
	assert_int_equal(sfw_vring_pages(128, 16), 4096);
	/* 16 * 256 + 2 * 259, rounded up to 16, and 6 + 8 * 256 */
	assert_int_equal(sfw_vring_pages(256, 16), 8192);
	assert_int_equal(sfw_vring_pages(128, 4096), 8192);
	assert_int_equal(sfw_vring_pages(512, 4096), 20480);
}

static void an_alignment_that_is_no_power_of_two_is_taken_for_bits(void **state)
{
	(void)state;
	/* (16 * 200 + 2 * 203 + 2) & ~2 is 3608, and 6 + 8 * 200 more */
	assert_int_equal(sfw_vring_pages(200, 3), 8192);
}

static void numbers_wrap_as_in_linux(void **state)
{
	(void)state;
	assert_int_equal(sfw_vring_pages(0x80000000, 4), 4096);
	assert_int_equal(sfw_vring_pages(0x10000000, 16), 0xa0000000 + 4096);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ring_takes_whole_pages),
		cmocka_unit_test(an_alignment_that_is_no_power_of_two_is_taken_for_bits),
		cmocka_unit_test(numbers_wrap_as_in_linux),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
