/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/heap.h"

#include "support.h"

/* SubjectPublicKeyInfo of RSA-2048 and of P-256; what people put into PKEYINFO. */
#define RSA_KEY_INFO 294
#define EC_KEY_INFO  91

/* What LOAD puts onto the heap. */
struct metadata {
	uint64_t head, table, key_info;
};

/* A version's TA, built for 32 or 64 bits, and what its containers have. */
struct build {
	bool is_64_bit;
	uint32_t context;
	uint64_t entry; /* bytes of an entry in its table */
	uint64_t more;  /* bytes of TLVs that upstream doesn't have */
};

/* ST's: BOOTADDR and BOOTSEC, and ENCTYPE. */
#define PLATFORM 32
#define ENCTYPE  16

static const struct build upstream_32 = {false, 60, 64, 0}, upstream_64 = {true, 112, 64, 0};
static const struct build st_32 = {false, 76, 64, PLATFORM}, st_64 = {true, 136, 64, PLATFORM};
static const struct build st_encrypted_32 = {false, 76, 80, PLATFORM + ENCTYPE};
static const struct build st_encrypted_64 = {true, 136, 80, PLATFORM + ENCTYPE};

/* Of one image with `entries` program headers. */
static struct metadata metadata(const struct build *build, uint64_t entries, uint64_t signature, uint64_t key_info)
{
	/* 88: the seven TLV headers but PKEYINFO's, and the short values, each padded */
	const uint64_t tlvs =
		88 + build->more + build->entry * entries + (key_info == 0 ? 0 : 8 + (key_info + 7) / 8 * 8);

	return (struct metadata){20 + tlvs + signature, build->entry * entries, key_info};
}

static bool holds(const struct build *build, uint64_t heap_size, const struct metadata *metadata)
{
	struct ta_heap heap = sfw_ta_heap(heap_size, build->is_64_bit, build->context);

	return sfw_ta_heap_take(&heap, metadata->head) && sfw_ta_heap_verify(heap, metadata->key_info) &&
	       sfw_ta_heap_take(&heap, metadata->table);
}

static void expect_most(const struct build *build, uint64_t heap, uint64_t signature, uint64_t key_info, uint64_t most)
{
	const struct metadata fits = metadata(build, most, signature, key_info);
	const struct metadata too_many = metadata(build, most + 1, signature, key_info);

	assert_true(holds(build, heap, &fits));
	assert_false(holds(build, heap, &too_many));
}

static void as_many_entries_fit_as_were_measured_and_no_more(void **state)
{
	/* without and with PKEYINFO */
	static const struct {
		const struct build *build;
		uint64_t heap, rsa2048[2], rsa3072[2], rsa4096[2];
	} rows[] = {
		{&upstream_32, 4096, {27, 25}, {26, 24}, {25, 23}},
		{&upstream_64, 4096, {26, 24}, {25, 23}, {24, 22}},
		{&st_32, 4096, {27, 25}, {26, 24}, {25, 23}},
		{&st_64, 4096, {26, 24}, {25, 23}, {24, 22}},
		{&st_encrypted_32, 4096, {21, 20}, {21, 19}, {20, 18}},
		{&st_encrypted_64, 4096, {21, 19}, {20, 18}, {19, 17}},
		{&upstream_32, 8192, {59, 57}, {58, 56}, {57, 55}},
		{&upstream_64, 8192, {58, 56}, {57, 55}, {56, 54}},
		{&upstream_32, 16384, {123, 121}, {122, 120}, {121, 119}},
		{&upstream_64, 16384, {122, 120}, {121, 119}, {120, 118}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t j = 0; j < 2; j++) {
			const uint64_t key_info = j == 0 ? 0 : RSA_KEY_INFO;

			expect_most(rows[i].build, rows[i].heap, 256, key_info, rows[i].rsa2048[j]);
			expect_most(rows[i].build, rows[i].heap, 384, key_info, rows[i].rsa3072[j]);
			expect_most(rows[i].build, rows[i].heap, 512, key_info, rows[i].rsa4096[j]);
		}
}

static void ecdsa_signatures_leave_more_room(void **state)
{
	(void)state;
	expect_most(&st_32, 4096, 64, 0, 29);
	expect_most(&st_32, 4096, 64, EC_KEY_INFO, 28);
	expect_most(&st_64, 4096, 64, EC_KEY_INFO, 27);
	expect_most(&st_encrypted_32, 4096, 64, 0, 23);
	expect_most(&st_encrypted_32, 4096, 64, EC_KEY_INFO, 22);
	expect_most(&st_encrypted_64, 4096, 64, 0, 22);
	expect_most(&st_encrypted_64, 4096, 64, EC_KEY_INFO, 21);
}

/* Added up: what a session takes, the head, and what the check of the signature takes (more than a table of 64 bytes). */
static void what_is_left_is_nothing_or_a_block(void **state)
{
	const struct metadata small = {100, 64, 0};
	const uint64_t exact = 8 + 16 + 24 + 72 + (104 + 8) + (40 + 72 + 40 + 16);

	(void)state;
	assert_true(holds(&upstream_32, exact, &small));
	assert_false(holds(&upstream_32, exact - 8, &small));
	assert_false(holds(&upstream_32, exact + 8, &small));
	assert_true(holds(&upstream_32, exact + 16, &small));
}

static void what_is_larger_decides(void **state)
{
	const struct metadata nothing = {20, 0, 0};
	const struct metadata large_table = {20, 10000, 0};
	const struct metadata large_key_info = {20, 0, 10000};
	const struct metadata large_head = {10000, 0, 0};

	(void)state;
	assert_true(holds(&upstream_32, SFW_TA_HEAP_DEFAULT, &nothing));
	assert_false(holds(&upstream_32, SFW_TA_HEAP_DEFAULT, &large_table));
	assert_false(holds(&upstream_32, SFW_TA_HEAP_DEFAULT, &large_key_info));
	assert_false(holds(&upstream_32, SFW_TA_HEAP_DEFAULT, &large_head));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_entries_fit_as_were_measured_and_no_more),
		cmocka_unit_test(ecdsa_signatures_leave_more_room),
		cmocka_unit_test(what_is_left_is_nothing_or_a_block),
		cmocka_unit_test(what_is_larger_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
