/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/heap.h"

#include "support.h"

/* An RSA SubjectPublicKeyInfo of 2048 bits; what people put into PKEYINFO. */
#define KEY_INFO 294

/* What LOAD puts onto the heap. */
struct metadata {
	uint64_t head, table, key_info;
};

/* Of one image with `entries` program headers and no platform TLV. */
static struct metadata metadata(uint64_t entries, uint64_t signature, uint64_t key_info)
{
	/* 88: the seven TLV headers but PKEYINFO's, and the short values, each padded */
	const uint64_t tlvs = 88 + 64 * entries + (key_info == 0 ? 0 : 8 + (key_info + 7) / 8 * 8);

	return (struct metadata){20 + tlvs + signature, 64 * entries, key_info};
}

static bool holds(uint64_t heap_size, const struct metadata *metadata)
{
	struct ta_heap heap = sfw_ta_heap(heap_size);

	return sfw_ta_heap_take(&heap, metadata->head) && sfw_ta_heap_verify(heap, metadata->key_info) &&
	       sfw_ta_heap_take(&heap, metadata->table);
}

static void as_many_entries_fit_as_were_measured_and_no_more(void **state)
{
	static const struct {
		uint64_t heap, signature, key_info, most;
	} rows[] = {
		{4096, 256, 0, 27},   {4096, 256, KEY_INFO, 25},   {4096, 384, 0, 26}, {4096, 384, KEY_INFO, 24},
		{4096, 512, 0, 25},   {4096, 512, KEY_INFO, 23},   {8192, 256, 0, 59}, {8192, 256, KEY_INFO, 57},
		{16384, 256, 0, 123}, {16384, 256, KEY_INFO, 121},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct metadata fits = metadata(rows[i].most, rows[i].signature, rows[i].key_info);
		const struct metadata too_many = metadata(rows[i].most + 1, rows[i].signature, rows[i].key_info);

		assert_true(holds(rows[i].heap, &fits));
		assert_false(holds(rows[i].heap, &too_many));
	}
}

/* Added up: what a session takes, the head, and what the check of the signature takes (more than a table of 64 bytes). */
static void what_is_left_is_nothing_or_a_block(void **state)
{
	const struct metadata small = {100, 64, 0};
	const uint64_t exact = 8 + 16 + 24 + 72 + (104 + 8) + (40 + 72 + 40 + 16);

	(void)state;
	assert_true(holds(exact, &small));
	assert_false(holds(exact - 8, &small));
	assert_false(holds(exact + 8, &small));
	assert_true(holds(exact + 16, &small));
}

static void what_is_larger_decides(void **state)
{
	const struct metadata nothing = {20, 0, 0};
	const struct metadata large_table = {20, 10000, 0};
	const struct metadata large_key_info = {20, 0, 10000};
	const struct metadata large_head = {10000, 0, 0};

	(void)state;
	assert_true(holds(SFW_TA_HEAP_DEFAULT, &nothing));
	assert_false(holds(SFW_TA_HEAP_DEFAULT, &large_table));
	assert_false(holds(SFW_TA_HEAP_DEFAULT, &large_key_info));
	assert_false(holds(SFW_TA_HEAP_DEFAULT, &large_head));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_entries_fit_as_were_measured_and_no_more),
		cmocka_unit_test(what_is_left_is_nothing_or_a_block),
		cmocka_unit_test(what_is_larger_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
