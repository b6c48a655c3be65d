/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/memory_content.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static const uint8_t ones[] = "11111111", twos[] = "2222";

static struct span span_of(const uint8_t *bytes, size_t size)
{
	return (struct span){bytes, size};
}

/* Expects these bytes at 0x1000; '0' stands for a zero, '?' ends what is known. */
static void expect(const struct memory_content *content, const char *expected)
{
	for (size_t i = 0; expected[i] != '\0'; i++) {
		uint8_t byte = 0xee;
		const bool known = sfw_content_read(content, 0x1000 + i, 1, &byte);

		assert_int_equal(known, expected[i] != '?');
		assert_int_equal(byte, !known ? 0xee : expected[i] == '0' ? 0 : expected[i]);
	}
}

static void nothing_is_known_before_it_is_written(void **state)
{
	struct memory_content content = {0};

	(void)state;
	expect(&content, "??");
	assert_true(sfw_content_write(&content, 0x1001, span_of(ones, 2)));
	expect(&content, "?11?");
	assert_true(sfw_content_write(&content, 0x1001, span_of(ones, 0)));
	sfw_content_cleanup(&content);
}

static void later_writes_win(void **state)
{
	struct memory_content content = {0};

	(void)state;
	assert_true(sfw_content_write(&content, 0x1000, span_of(ones, 8)));
	/* in the middle, which splits; then at both ends, and over two at once */
	assert_true(sfw_content_copy(&content, 0x1003, span_of(twos, 2)));
	expect(&content, "11122111?");
	assert_int_equal(content.count, 3);
	assert_true(sfw_content_zero(&content, 0x1004, 2));
	expect(&content, "11120011?");
	assert_true(sfw_content_spoil(&content, 0x1000, 1));
	expect(&content, "?1120011?");
	assert_true(sfw_content_write(&content, 0x1002, span_of(ones, 8)));
	expect(&content, "?111111111?");
	assert_true(sfw_content_zero(&content, 0x0fff, 0x10));
	expect(&content, "000000000000000?");
	assert_int_equal(content.count, 1);
	sfw_content_cleanup(&content);
}

static void a_write_takes_the_beginning_of_another(void **state)
{
	struct memory_content content = {0};

	(void)state;
	assert_true(sfw_content_write(&content, 0x1004, span_of(ones, 8)));
	assert_true(sfw_content_write(&content, 0x1002, span_of(twos, 4)));
	expect(&content, "??2222111111?");
	assert_int_equal(content.count, 2);
	assert_int_equal(content.extents[1].address, 0x1006);
	sfw_content_cleanup(&content);
}

static void a_write_takes_the_end_of_another(void **state)
{
	struct memory_content content = {0};

	(void)state;
	assert_true(sfw_content_write(&content, 0x1000, span_of(ones, 8)));
	assert_true(sfw_content_write(&content, 0x1004, span_of(twos, 4)));
	expect(&content, "11112222?");
	assert_int_equal(content.count, 2);
	sfw_content_cleanup(&content);
}

static void a_read_crosses_extents(void **state)
{
	struct memory_content content = {0};
	uint8_t out[6] = {0};

	(void)state;
	assert_true(sfw_content_write(&content, 0x1000, span_of(ones, 2)));
	assert_true(sfw_content_zero(&content, 0x1002, 2));
	assert_true(sfw_content_copy(&content, 0x1004, span_of(twos, 2)));
	assert_true(sfw_content_read(&content, 0x1000, 6, out));
	assert_memory_equal(out,
			    "11\0\0"
			    "22",
			    6);
	memset(out, 7, sizeof(out));
	assert_false(sfw_content_read(&content, 0x1001, 6, out));
	assert_int_equal(out[0], 7);
	assert_true(sfw_content_read(&content, 0x1005, 0, out));
	/* no more than was asked for */
	assert_true(sfw_content_read(&content, 0x1000, 5, out));
	assert_memory_equal(out,
			    "11\0\0"
			    "2\7",
			    6);
	sfw_content_cleanup(&content);
}

static void what_was_written_can_be_cleared(void **state)
{
	struct memory_content content = {0};

	(void)state;
	assert_true(sfw_content_copy(&content, 0x1001, span_of(ones, 4)));
	/* two extents share the copy */
	assert_true(sfw_content_spoil(&content, 0x1002, 1));
	sfw_content_clear(&content);
	expect(&content, "?0000?");
	sfw_content_cleanup(&content);
}

static void the_end_of_the_address_space_is_no_place(void **state)
{
	struct memory_content content = {0};

	(void)state;
	assert_false(sfw_content_zero(&content, UINT64_MAX - 1, 4));
	assert_true(sfw_content_zero(&content, UINT64_MAX - 4, 4));
	sfw_content_cleanup(&content);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_known_before_it_is_written),
		cmocka_unit_test(later_writes_win),
		cmocka_unit_test(a_write_takes_the_beginning_of_another),
		cmocka_unit_test(a_write_takes_the_end_of_another),
		cmocka_unit_test(a_read_crosses_extents),
		cmocka_unit_test(what_was_written_can_be_cleared),
		cmocka_unit_test(the_end_of_the_address_space_is_no_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
