/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "device/memory_map.h"
#include "faults.h"
#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A range of device addresses, and where it has to be found. */
struct expected {
	uint64_t da, size;
	uint32_t result;
	uint64_t pa;
	size_t region;
};

static void expect_places(const signfw_memory *memory, const struct expected *expected, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct place_in_memory place = {.pa = 0xdead, .region = 77};
		const uint32_t result = sfw_memory_find(memory, expected[i].da, expected[i].size, &place);
		const bool found = expected[i].result == SIGNFW_TEE_SUCCESS;

		if (result != expected[i].result || place.pa != (found ? expected[i].pa : 0xdead) ||
		    place.region != (found ? expected[i].region : 77))
			fail_msg("%zu: 0x%llx + 0x%llx: 0x%08x, 0x%llx in region %zu", i,
				 (unsigned long long)expected[i].da, (unsigned long long)expected[i].size, result,
				 (unsigned long long)place.pa, place.region);
	}
}

static signfw_memory *memory_of(const struct signfw_region *regions, size_t count)
{
	signfw_memory *memory = NULL;

	assert_int_equal(signfw_memory_from_regions(&memory, regions, count, NULL), SIGNFW_OK);
	assert_int_equal(signfw_memory_region_count(memory), count);
	return memory;
}

static const struct signfw_region two_regions[] = {
	{"retram", 0x0, 0x38000000, 0x10000, SIGNFW_REACH_UNKNOWN},
	{"low", 0x10000000, 0x20000000, 0x1000, SIGNFW_REACH_YES},
	{"high", 0x10001000, 0x20001000, 0x1000, SIGNFW_REACH_NO},
};

static void a_range_lies_in_one_region(void **state)
{
	static const struct expected expected[] = {
		{0x0, 1, SIGNFW_TEE_SUCCESS, 0x38000000, 0},
		{0x0, 0x10000, SIGNFW_TEE_SUCCESS, 0x38000000, 0},
		{0xffff, 1, SIGNFW_TEE_SUCCESS, 0x3800ffff, 0},
		{0xffff, 2, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x10000, 1, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		/* physical addresses aren't device addresses */
		{0x38000000, 1, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0xfffffff, 2, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x10000004, 0xffc, SIGNFW_TEE_SUCCESS, 0x20000004, 1},
		{0x10001000, 0x1000, SIGNFW_TEE_SUCCESS, 0x20001000, 2},
		/* neighbours don't merge */
		{0x10000000, 0x2000, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x10000fff, 2, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
	};
	signfw_memory *memory = memory_of(two_regions, COUNT(two_regions));

	(void)state;
	expect_places(memory, expected, COUNT(expected));
	signfw_memory_free(memory);
}

static void an_empty_range_is_nowhere(void **state)
{
	static const struct expected expected[] = {
		{0x0, 0, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x10000800, 0, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
	};
	signfw_memory *memory = memory_of(two_regions, COUNT(two_regions));

	(void)state;
	expect_places(memory, expected, COUNT(expected));
	signfw_memory_free(memory);
}

static void nothing_wraps_around(void **state)
{
	static const struct signfw_region regions[] = {
		{"low", 0, 0x1000, 0x1000, SIGNFW_REACH_UNKNOWN},
		{"top", UINT64_MAX - 0xfff, UINT64_MAX - 0xfff, 0x1000, SIGNFW_REACH_UNKNOWN},
	};
	static const struct expected expected[] = {
		{UINT64_MAX - 0xfff, 0x1000, SIGNFW_TEE_SUCCESS, UINT64_MAX - 0xfff, 1},
		{UINT64_MAX, 1, SIGNFW_TEE_SUCCESS, UINT64_MAX, 1},
		{UINT64_MAX, 2, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x800, UINT64_MAX, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{UINT64_MAX, UINT64_MAX, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
	};
	signfw_memory *memory = memory_of(regions, COUNT(regions));

	(void)state;
	expect_places(memory, expected, COUNT(expected));
	signfw_memory_free(memory);
}

static void the_first_region_counts(void **state)
{
	static const struct signfw_region regions[] = {
		{"small", 0x1000, 0xa000, 0x100, SIGNFW_REACH_UNKNOWN},
		{"large", 0x1000, 0xb000, 0x1000, SIGNFW_REACH_UNKNOWN},
	};
	static const struct expected expected[] = {
		{0x1080, 0x80, SIGNFW_TEE_SUCCESS, 0xa080, 0},
		{0x1080, 0x81, SIGNFW_TEE_SUCCESS, 0xb080, 1},
	};
	signfw_memory *memory = memory_of(regions, COUNT(regions));

	(void)state;
	expect_places(memory, expected, COUNT(expected));
	signfw_memory_free(memory);
}

static const struct dma_range ranges[] = {
	{0x00000000, 0x38000000, 0x10000},
	{0x10000000, 0x10000000, 0x60000},
	{0x30000000, 0x10000000, 0x60000},
};
static const struct signfw_region ranged_regions[] = {
	{"retram", 0, 0x38000000, 0x10000, SIGNFW_REACH_NO},
	{"mcusram1", 0, 0x10000000, 0x20000, SIGNFW_REACH_NO},
	{"mcusram2", 0, 0x10020000, 0x20000, SIGNFW_REACH_NO},
	{"beyond", 0, 0x50000000, 0x1000, SIGNFW_REACH_UNKNOWN},
};

static void a_range_lies_in_one_dma_range_and_then_in_one_region(void **state)
{
	static const struct expected expected[] = {
		{0x0, 0x10000, SIGNFW_TEE_SUCCESS, 0x38000000, 0},
		{0x10000000, 0x20000, SIGNFW_TEE_SUCCESS, 0x10000000, 1},
		/* another address of the same memory */
		{0x30000000, 0x20000, SIGNFW_TEE_SUCCESS, 0x10000000, 1},
		{0x3003ffff, 1, SIGNFW_TEE_SUCCESS, 0x1003ffff, 2},
		/* in no dma-range, or not all of it */
		{0x38000000, 1, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x1005ffff, 2, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x50000000, 1, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		{0x10000000, 0, SIGNFW_TEE_ACCESS_DENIED, 0, 0},
		/* in a dma-range, but in no region, or in two */
		{0x10040000, 1, SIGNFW_TEE_GENERIC, 0, 0},
		{0x1001ffff, 2, SIGNFW_TEE_GENERIC, 0, 0},
	};
	signfw_memory *memory =
		sfw_memory_new(MEMORY_BY_DMA_RANGE, ranged_regions, COUNT(ranged_regions), ranges, COUNT(ranges));

	(void)state;
	assert_non_null(memory);
	expect_places(memory, expected, COUNT(expected));
	signfw_memory_free(memory);
}

static void without_dma_ranges_addresses_are_the_same(void **state)
{
	static const struct expected expected[] = {
		{0x38000000, 0x10000, SIGNFW_TEE_SUCCESS, 0x38000000, 0},
		{0x50000ffc, 4, SIGNFW_TEE_SUCCESS, 0x50000ffc, 3},
		{0x0, 4, SIGNFW_TEE_GENERIC, 0, 0},
		{0x38000000, 0, SIGNFW_TEE_GENERIC, 0, 0},
	};
	signfw_memory *memory = sfw_memory_new(MEMORY_BY_DMA_RANGE, ranged_regions, COUNT(ranged_regions), NULL, 0);

	(void)state;
	assert_non_null(memory);
	expect_places(memory, expected, COUNT(expected));
	signfw_memory_free(memory);
}

static void the_first_dma_range_counts_even_if_it_leads_nowhere(void **state)
{
	static const struct dma_range overlapping[] = {
		{0x1000, 0x90000000, 0x100},
		{0x1000, 0x50000000, 0x1000},
	};
	static const struct expected expected[] = {
		{0x1000, 0x100, SIGNFW_TEE_GENERIC, 0, 0},
		{0x1000, 0x101, SIGNFW_TEE_SUCCESS, 0x50000000, 3},
	};
	signfw_memory *memory = sfw_memory_new(MEMORY_BY_DMA_RANGE, ranged_regions, COUNT(ranged_regions), overlapping,
					       COUNT(overlapping));

	(void)state;
	assert_non_null(memory);
	expect_places(memory, expected, COUNT(expected));
	signfw_memory_free(memory);
}

static uint64_t shown_address(const struct dma_range *from, size_t count)
{
	static const struct signfw_region region = {"r", 0xdead, 0x10000000, 0x100, SIGNFW_REACH_UNKNOWN};
	signfw_memory *memory = sfw_memory_new(MEMORY_BY_DMA_RANGE, &region, 1, from, count);
	struct signfw_region out;

	assert_non_null(memory);
	assert_int_equal(signfw_memory_region(memory, 0, &out), SIGNFW_OK);
	signfw_memory_free(memory);
	return out.device_address;
}

static void a_region_shows_an_address_that_leads_to_it(void **state)
{
	static const struct dma_range same_last[] = {{0x0, 0x10000000, 0x1000}, {0x10000000, 0x10000000, 0x1000}};
	static const struct dma_range two[] = {{0x5000, 0x10000000, 0x1000}, {0x7000, 0x10000000, 0x1000}};
	static const struct dma_range hidden[] = {
		{0x5000, 0x90000000, 0x1000}, {0x5000, 0x10000000, 0x1000}, {0x7000, 0xffff000, 0x2000}};
	static const struct dma_range none[] = {{0x5000, 0x10000000, 0xff}};

	(void)state;
	assert_int_equal(shown_address(NULL, 0), 0x10000000);
	assert_int_equal(shown_address(same_last, COUNT(same_last)), 0x10000000);
	assert_int_equal(shown_address(two, COUNT(two)), 0x5000);
	assert_int_equal(shown_address(hidden, COUNT(hidden)), 0x8000);
	assert_int_equal(shown_address(none, COUNT(none)), 0x10000000);
}

static void regions_are_copied(void **state)
{
	char name[] = "ram";
	struct signfw_region mine = {name, 1, 2, 3, SIGNFW_REACH_NO};
	signfw_memory *memory = memory_of(&mine, 1);
	struct signfw_region out = {0};

	(void)state;
	strcpy(name, "xxx");
	mine.size = 9;
	assert_int_equal(signfw_memory_region(memory, 0, &out), SIGNFW_OK);
	assert_string_equal(out.name, "ram");
	assert_int_equal(out.device_address, 1);
	assert_int_equal(out.physical_address, 2);
	assert_int_equal(out.size, 3);
	assert_int_equal(out.linux_reach, SIGNFW_REACH_NO);
	out.size = 77;
	assert_int_equal(signfw_memory_region(memory, 1, &out), SIGNFW_E_ARGUMENT);
	assert_int_equal(out.size, 77);
	assert_int_equal(signfw_memory_region(memory, 0, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_memory_region(NULL, 0, &out), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_memory_region_count(NULL), 0);
	signfw_memory_free(memory);
	signfw_memory_free(NULL);
}

static void memory_without_regions_has_nothing(void **state)
{
	signfw_memory *memory = memory_of(NULL, 0);
	struct place_in_memory place;

	(void)state;
	assert_int_equal(sfw_memory_find(memory, 0, 1, &place), SIGNFW_TEE_ACCESS_DENIED);
	signfw_memory_free(memory);
}

static void expect_refused(const struct signfw_region *regions, size_t count, const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_memory *memory = NULL;

	assert_int_equal(signfw_memory_from_regions(&memory, regions, count, &error), SIGNFW_E_ARGUMENT);
	assert_null(memory);
	assert_int_equal(error.status, SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, message);
}

static void impossible_regions_are_refused(void **state)
{
	static const struct signfw_region good = {"a", 0, 4, 1, SIGNFW_REACH_UNKNOWN};
	const struct signfw_region empty[] = {good, {"b", 0, 4, 0, SIGNFW_REACH_UNKNOWN}};
	const struct signfw_region beyond_da[] = {{"b", UINT64_MAX, 4, 2, SIGNFW_REACH_UNKNOWN}};
	const struct signfw_region beyond_pa[] = {{"b", 0, 2, UINT64_MAX, SIGNFW_REACH_UNKNOWN}};
	const struct signfw_region at_0[] = {{"b", 4, 0, 4, SIGNFW_REACH_UNKNOWN}};
	const struct signfw_region nameless[] = {{NULL, 0, 4, 1, SIGNFW_REACH_UNKNOWN}};

	(void)state;
	expect_refused(empty, 2, "region 1 is empty");
	expect_refused(beyond_da, 1, "region 0 goes beyond the last 64-bit address");
	expect_refused(beyond_pa, 1, "region 0 goes beyond the last 64-bit address");
	expect_refused(at_0, 1, "region 0 is at physical address 0, which every driver refuses");
	expect_refused(nameless, 1, "region 0 has no name");
	expect_refused(NULL, 1, "no regions were given");
	assert_int_equal(signfw_memory_from_regions(NULL, &good, 1, NULL), SIGNFW_E_ARGUMENT);
}

static void every_failing_allocation_is_reported(void **state)
{
	size_t n = 0;

	(void)state;
	for (;;) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_memory *memory = NULL;

		memory_fault.countdown = ++n;
		const enum signfw_status status =
			signfw_memory_from_regions(&memory, two_regions, COUNT(two_regions), &error);

		signfw_memory_free(memory);
		if (memory_fault.countdown > 0)
			break;
		assert_int_equal(status, SIGNFW_E_MEMORY);
		assert_null(memory);
		assert_string_equal(error.message, "out of memory");
	}
	memory_fault.countdown = 0;
	/* the memory, its regions, its dma-ranges, three names: the seventh isn't there to fail */
	assert_int_equal(n, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_range_lies_in_one_region),
		cmocka_unit_test(an_empty_range_is_nowhere),
		cmocka_unit_test(nothing_wraps_around),
		cmocka_unit_test(the_first_region_counts),
		cmocka_unit_test(a_range_lies_in_one_dma_range_and_then_in_one_region),
		cmocka_unit_test(without_dma_ranges_addresses_are_the_same),
		cmocka_unit_test(the_first_dma_range_counts_even_if_it_leads_nowhere),
		cmocka_unit_test(a_region_shows_an_address_that_leads_to_it),
		cmocka_unit_test(regions_are_copied),
		cmocka_unit_test(memory_without_regions_has_nothing),
		cmocka_unit_test(impossible_regions_are_refused),
		cmocka_unit_test(every_failing_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
