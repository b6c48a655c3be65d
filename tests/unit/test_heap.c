/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/heap.h"

#include <string.h>

#include "device_bench.h"

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

/* The allocator rounds its pool down. */
static void odd_bytes_of_the_heap_are_lost(void **state)
{
	const struct metadata small = {100, 64, 0};
	const uint64_t exact = 8 + 16 + 24 + 72 + (104 + 8) + (40 + 72 + 40 + 16);
	const uint64_t exact_64 = 16 + 32 + 48 + 128 + (112 + 16) + (48 + 112 + 48 + 32);

	(void)state;
	for (uint64_t odd = 0; odd < 8; odd++)
		assert_true(holds(&upstream_32, exact + odd, &small));
	for (uint64_t odd = 0; odd < 16; odd++)
		assert_true(holds(&upstream_64, exact_64 + odd, &small));
	assert_false(holds(&upstream_64, exact_64 - 1, &small));
}

/* ---- by LOAD --------------------------------------------------------------------------- */

#define MOST_ENTRIES 128

/* A good container, but for the number of entries: those of the bench, then others of addresses that nobody asks for. */
static void open_with_entries(struct bench *bench, const char *key, size_t entries, uint32_t key_info_size,
			      uint8_t table[MOST_ENTRIES * SIGNFW_HASH_ENTRY_SIZE])
{
	static const uint8_t key_info[8192];

	bench_open_good(bench);
	bench->key = bench_key(key);
	assert_true(entries <= MOST_ENTRIES);
	memset(table, 0xee, entries * SIGNFW_HASH_ENTRY_SIZE);
	memcpy(table, bench->table, bench->tlvs[BENCH_HASHTABLE].size);
	bench->tlvs[BENCH_HASHTABLE].value = table;
	bench->tlvs[BENCH_HASHTABLE].size = (uint32_t)(entries * SIGNFW_HASH_ENTRY_SIZE);
	if (key_info_size > 0)
		bench->tlvs[bench->tlv_count++] = (struct test_tlv){SIGNFW_TLV_PKEYINFO, key_info, key_info_size};
	bench_build_and_sign(bench);
}

static void load_takes_as_many_entries_as_fit(void **state)
{
	static const struct {
		uint64_t heap;
		const char *key;
		uint32_t key_info;
		size_t most;
	} rows[] = {
		/* 0: the default, 4096 */
		{0, "vectors/keys/rsa2048.pem", 0, 27},      {0, "vectors/keys/rsa2048.pem", RSA_KEY_INFO, 25},
		{0, "vectors/keys/rsa3072.pem", 0, 26},      {0, "vectors/keys/rsa3072.pem", RSA_KEY_INFO, 24},
		{0, "vectors/keys/rsa4096.pem", 0, 25},      {0, "vectors/keys/rsa4096.pem", RSA_KEY_INFO, 23},
		{8192, "vectors/keys/rsa2048.pem", 0, 59},   {8192, "vectors/keys/rsa2048.pem", RSA_KEY_INFO, 57},
		{16384, "vectors/keys/rsa2048.pem", 0, 123}, {16384, "vectors/keys/rsa2048.pem", RSA_KEY_INFO, 121},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t table[MOST_ENTRIES * SIGNFW_HASH_ENTRY_SIZE];
		struct bench bench;

		open_with_entries(&bench, rows[i].key, rows[i].most, rows[i].key_info, table);
		bench.heap_size = rows[i].heap;
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
		bench_close(&bench);
		open_with_entries(&bench, rows[i].key, rows[i].most + 1, rows[i].key_info, table);
		bench.heap_size = rows[i].heap;
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_OUT_OF_MEMORY, "heap-table",
			    bench_value_at(&bench, BENCH_HASHTABLE));
		bench_close(&bench);
	}
}

/* What is copied first is refused before anything of it is looked at. */
static void what_does_not_fit_is_refused_where_it_is_needed(void **state)
{
	uint8_t table[MOST_ENTRIES * SIGNFW_HASH_ENTRY_SIZE];
	struct bench bench;

	(void)state;
	open_with_entries(&bench, "vectors/keys/rsa2048.pem", 60, 0, table);
	bench.heap_size = 0;
	bench.container.data[0] ^= 1;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", 8);
	bench_close(&bench);

	/* the key information is copied to verify the signature, which is bad */
	open_with_entries(&bench, "vectors/keys/rsa2048.pem", 2, 1800, table);
	bench.heap_size = 0;
	bench.container.data[bench.signature_at] ^= 1;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_OUT_OF_MEMORY, "heap-signature", SIGNFW_NO_OFFSET);
	bench.heap_size = 8192;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
	bench_close(&bench);
}

/* The allocator takes no pool of less than 1024 bytes, which leaves the TA without a heap. */
static void too_small_a_heap_is_none(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build_and_sign(&bench);
	bench.heap_size = 1023;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", 8);
	bench.heap_size = 1024;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_entries_fit_as_were_measured_and_no_more),
		cmocka_unit_test(ecdsa_signatures_leave_more_room),
		cmocka_unit_test(what_is_left_is_nothing_or_a_block),
		cmocka_unit_test(what_is_larger_decides),
		cmocka_unit_test(load_takes_as_many_entries_as_fit),
		cmocka_unit_test(what_does_not_fit_is_refused_where_it_is_needed),
		cmocka_unit_test(odd_bytes_of_the_heap_are_lost),
		cmocka_unit_test(too_small_a_heap_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
