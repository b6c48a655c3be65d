/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static const uint8_t ten[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
static const struct span whole = {ten, sizeof(ten)};

static void span_at_gives_what_is_inside(void **state)
{
	struct span part;

	(void)state;
	assert_true(sfw_span_at(whole, 0, 10, &part));
	assert_ptr_equal(part.data, ten);
	assert_int_equal(part.size, 10);
	assert_true(sfw_span_at(whole, 9, 1, &part));
	assert_int_equal(part.data[0], 9);
	assert_true(sfw_span_at(whole, 10, 0, &part));
	assert_int_equal(part.size, 0);
}

static void span_at_refuses_what_is_not(void **state)
{
	const struct span before = {ten + 1, 2};
	struct span part = before;

	(void)state;
	assert_false(sfw_span_at(whole, 0, 11, &part));
	assert_false(sfw_span_at(whole, 11, 0, &part));
	assert_false(sfw_span_at(whole, 1, UINT64_MAX, &part));
	assert_false(sfw_span_at(whole, UINT64_MAX, 1, &part));
	assert_ptr_equal(part.data, before.data);
	assert_int_equal(part.size, before.size);
}

static void reader_reads_and_counts(void **state)
{
	struct reader reader = {whole, 100};
	struct span part;
	uint32_t number;

	(void)state;
	assert_true(sfw_reader_u32le(&reader, &number));
	assert_int_equal(number, 0x03020100);
	assert_int_equal(reader.offset, 104);
	assert_true(sfw_reader_bytes(&reader, 6, &part));
	assert_int_equal(part.data[5], 9);
	assert_int_equal(reader.left.size, 0);
	assert_true(sfw_reader_bytes(&reader, 0, &part));
}

static void reader_stops_at_the_end(void **state)
{
	struct reader reader = {{ten, 3}, 0};
	struct span part;
	uint32_t number = 7;

	(void)state;
	assert_false(sfw_reader_u32le(&reader, &number));
	assert_false(sfw_reader_bytes(&reader, 4, &part));
	assert_false(sfw_reader_bytes(&reader, UINT64_MAX, &part));
	assert_int_equal(number, 7);
	assert_int_equal(reader.left.size, 3);
	assert_int_equal(reader.offset, 0);
}

static void builder_grows(void **state)
{
	struct builder builder = {0};
	struct span built;

	(void)state;
	for (uint32_t i = 0; i < 1000; i++)
		sfw_builder_u32le(&builder, i);
	sfw_builder_zeros(&builder, 3);
	sfw_builder_bytes(&builder, "x", 1);
	sfw_builder_bytes(&builder, NULL, 0);
	assert_true(sfw_builder_view(&builder, &built));
	assert_int_equal(built.size, 4004);
	assert_int_equal(sfw_u32le(built.data + 4 * 999), 999);
	assert_memory_equal(built.data + 4000, "\0\0\0x", 4);
	sfw_builder_cleanup(&builder);
	assert_null(builder.data);
}

static void builder_remembers_a_failure(void **state)
{
	struct builder builder = {0};
	struct span built;

	(void)state;
	sfw_builder_zeros(&builder, SIZE_MAX);
	sfw_builder_u32le(&builder, 1);
	assert_false(sfw_builder_view(&builder, &built));
	sfw_builder_cleanup(&builder);
}

static void rounding_up(void **state)
{
	(void)state;
	assert_int_equal(sfw_round_up_8(0), 0);
	assert_int_equal(sfw_round_up_8(1), 8);
	assert_int_equal(sfw_round_up_8(8), 8);
	assert_int_equal(sfw_round_up_8(UINT32_MAX), UINT64_C(0x100000000));
}

static void zero_or_not(void **state)
{
	(void)state;
	assert_true(sfw_span_is_zero((struct span){ten, 1}));
	assert_true(sfw_span_is_zero((struct span){NULL, 0}));
	assert_false(sfw_span_is_zero(whole));
}

static void equal_or_not(void **state)
{
	const struct span empty = {0}, one = {(const uint8_t *)"abc", 3}, same = {(const uint8_t *)"abcd", 3};

	(void)state;
	assert_true(sfw_spans_equal(empty, empty));
	assert_true(sfw_spans_equal(one, same));
	assert_false(sfw_spans_equal(one, empty));
	assert_false(sfw_spans_equal(empty, one));
	assert_false(sfw_spans_equal(one, (struct span){same.data, 4}));
	assert_false(sfw_spans_equal(one, (struct span){same.data + 1, 3}));
	assert_true(sfw_span_begins(one, "ab", 2));
	assert_true(sfw_span_begins(one, "abc", 3));
	assert_true(sfw_span_begins(empty, "", 0));
	assert_false(sfw_span_begins(one, "ax", 2));
	assert_false(sfw_span_begins(one, "abcd", 4));
	assert_false(sfw_span_begins(empty, "a", 1));
}

static void numbers_are_little_endian(void **state)
{
	static const uint8_t bytes[] = {0x81, 0x92, 0xa3, 0xb4, 0xc5, 0xd6, 0xe7, 0xf8};

	(void)state;
	assert_int_equal(sfw_u16le(bytes), 0x9281);
	assert_int_equal(sfw_u32le(bytes), 0xb4a39281);
	assert_true(sfw_u64le(bytes) == UINT64_C(0xf8e7d6c5b4a39281));
}

static void room_for_elements_is_room_for_all_or_none(void **state)
{
	void *none = sfw_array_room(0, 8), *some = sfw_array_room(3, 8);

	(void)state;
	assert_non_null(none);
	assert_non_null(some);
	memset(some, 1, 24);
	assert_null(sfw_array_room(SIZE_MAX / 8 + 1, 8));
	free(none);
	free(some);
}

static void an_array_grows_before_it_is_full(void **state)
{
	uint32_t *numbers = NULL;
	size_t capacity = 0;

	(void)state;
	for (uint32_t i = 0; i < 100; i++) {
		numbers = sfw_array_grow(numbers, i, &capacity, sizeof(*numbers));
		assert_non_null(numbers);
		assert_true(capacity >= i + 1 && capacity <= 2 * i + 8);
		numbers[i] = i;
	}
	for (uint32_t i = 0; i < 100; i++)
		assert_int_equal(numbers[i], i);
	/* one larger than memory: nothing changes */
	const size_t before = capacity;

	assert_null(sfw_array_grow(numbers, capacity, &capacity, SIZE_MAX / 100));
	assert_int_equal(capacity, before);
	free(numbers);
}

static void wiping_leaves_zeros(void **state)
{
	char secret[] = "secret";

	(void)state;
	sfw_wipe(secret, 0);
	assert_string_equal(secret, "secret");
	sfw_wipe(secret + 1, 4);
	assert_memory_equal(secret, "s\0\0\0\0t", 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(span_at_gives_what_is_inside),
		cmocka_unit_test(span_at_refuses_what_is_not),
		cmocka_unit_test(reader_reads_and_counts),
		cmocka_unit_test(reader_stops_at_the_end),
		cmocka_unit_test(builder_grows),
		cmocka_unit_test(builder_remembers_a_failure),
		cmocka_unit_test(rounding_up),
		cmocka_unit_test(zero_or_not),
		cmocka_unit_test(equal_or_not),
		cmocka_unit_test(numbers_are_little_endian),
		cmocka_unit_test(room_for_elements_is_room_for_all_or_none),
		cmocka_unit_test(an_array_grows_before_it_is_full),
		cmocka_unit_test(wiping_leaves_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
