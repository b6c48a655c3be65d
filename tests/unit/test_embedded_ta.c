/* SPDX-License-Identifier: BSD-2-Clause */
/* Records and streams that are damaged or hostile; whole builds are in tests/cli/check. */
#include "optee_build/embedded_ta.h"

#include <string.h>

#include "support.h"

#define TA_SIZE 300

static uint8_t file[4096];
static size_t size;

static int begin(void **state)
{
	(void)state;
	size = 0;
	memset(file, 0, sizeof(file));
	return 0;
}

static void put(const void *data, size_t count)
{
	assert_true(size + count <= sizeof(file));
	memcpy(file + size, data, count);
	size += count;
}

/* A record of a TA that isn't deflated. */
static void put_record(uint32_t stored, uint32_t inflated)
{
	static const uint8_t uuid[] = {0x75, 0xc2, 0xa4, 0x80, 0x47, 0x0a, 0x05, 0x49,
				       0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08};
	uint8_t words[8];

	put_u32(words, stored);
	put_u32(words + 4, inflated);
	put(uuid, sizeof(uuid));
	put(words, sizeof(words));
}

static void put_ta(void)
{
	uint8_t ta[TA_SIZE] = {0x7f, 'E', 'L', 'F', 1, 1, 1};

	put(ta, sizeof(ta));
}

static void expect(enum ta_state expected, uint64_t offset)
{
	struct build_parts parts = {0};
	struct embedded_ta ta;

	sfw_build_parts_add(&parts, (struct span){file, size}, 0);
	assert_int_equal(sfw_embedded_ta_find(&ta, &parts, NULL), SIGNFW_OK);
	assert_int_equal(ta.state, expected);
	if (expected == TA_FOUND) {
		assert_int_equal(ta.offset, offset);
		assert_int_equal(ta.elf.size, TA_SIZE);
		assert_int_equal(ta.stored_size, TA_SIZE);
		assert_int_equal(ta.properties.heap_size, 0);
	}
	sfw_embedded_ta_release(&ta);
}

static void what_is_not_deflated_is_found(void **state)
{
	(void)state;
	put("\1code", 5);
	put_record(TA_SIZE, 0);
	put("\x7f\x7f", 2);
	put_ta();
	expect(TA_FOUND, 31);
	begin(NULL);
	put("\1code", 5);
	put_ta();
	put_record(TA_SIZE, TA_SIZE);
	expect(TA_FOUND, 5);
}

static void a_record_alone_is_a_missing_part(void **state)
{
	(void)state;
	put("\1code", 5);
	put_record(TA_SIZE, 1000);
	put("x\x9c\x01\x02\x03 isn't a stream", 20);
	expect(TA_MISSING, 0);
	/* cut off */
	begin(NULL);
	put_record(TA_SIZE, TA_SIZE);
	put_ta();
	size--;
	expect(TA_MISSING, 0);
}

static void the_uuid_alone_is_no_record(void **state)
{
	static const struct {
		uint32_t stored, inflated;
	} rows[] = {{0, 0}, {1, 1}, {TA_SIZE, 200}, {0xffffffff, 0xffffffff}, {TA_SIZE, 0xffffffff}, {255, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(NULL);
		put_record(rows[i].stored, rows[i].inflated);
		put_ta();
		expect(TA_ABSENT, 0);
	}
	begin(NULL);
	put_record(TA_SIZE, 0);
	size -= 8;
	expect(TA_ABSENT, 0);
	size = 0;
	expect(TA_ABSENT, 0);
}

#define test_of(function) cmocka_unit_test_setup(function, begin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_of(what_is_not_deflated_is_found),
		test_of(a_record_alone_is_a_missing_part),
		test_of(the_uuid_alone_is_no_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
