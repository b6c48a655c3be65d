/* SPDX-License-Identifier: BSD-2-Clause */
/* The TA's heap, by LOAD: as many hash table entries as were measured with OP-TEE's allocator, and one more. */
#include <string.h>

#include "device_bench.h"

/* An RSA SubjectPublicKeyInfo of 2048 bits; what people put into PKEYINFO. */
#define KEY_INFO_SIZE 294

#define MOST_ENTRIES 128

/* A good container, but for the number of entries: those of the bench, then others of addresses that nobody asks for. */
static void open_with_entries(struct bench *bench, const char *key, size_t entries, uint32_t key_info_size,
			      uint8_t table[MOST_ENTRIES * SIGNFW_HASH_ENTRY_SIZE])
{
	static const uint8_t key_info[8192];

	bench_open_good(bench);
	signfw_key_free(bench->key);
	bench->key = load_key(key);
	assert_true(entries <= MOST_ENTRIES);
	memset(table, 0xee, entries * SIGNFW_HASH_ENTRY_SIZE);
	memcpy(table, bench->table, bench->tlvs[BENCH_HASHTABLE].size);
	bench->tlvs[BENCH_HASHTABLE].value = table;
	bench->tlvs[BENCH_HASHTABLE].size = (uint32_t)(entries * SIGNFW_HASH_ENTRY_SIZE);
	if (key_info_size > 0)
		bench->tlvs[bench->tlv_count++] = (struct test_tlv){SIGNFW_TLV_PKEYINFO, key_info, key_info_size};
	bench_build_and_sign(bench);
}

static void as_many_entries_fit_as_were_measured_and_no_more(void **state)
{
	static const struct {
		uint64_t heap;
		const char *key;
		uint32_t key_info;
		size_t most;
	} rows[] = {
		/* 0: the default, 4096 */
		{0, "vectors/keys/rsa2048.pem", 0, 27},      {0, "vectors/keys/rsa2048.pem", KEY_INFO_SIZE, 25},
		{0, "vectors/keys/rsa3072.pem", 0, 26},      {0, "vectors/keys/rsa3072.pem", KEY_INFO_SIZE, 24},
		{0, "vectors/keys/rsa4096.pem", 0, 25},      {0, "vectors/keys/rsa4096.pem", KEY_INFO_SIZE, 23},
		{8192, "vectors/keys/rsa2048.pem", 0, 59},   {8192, "vectors/keys/rsa2048.pem", KEY_INFO_SIZE, 57},
		{16384, "vectors/keys/rsa2048.pem", 0, 123}, {16384, "vectors/keys/rsa2048.pem", KEY_INFO_SIZE, 121},
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_entries_fit_as_were_measured_and_no_more),
		cmocka_unit_test(what_does_not_fit_is_refused_where_it_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
