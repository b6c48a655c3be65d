/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/hash_table.h"

#include <string.h>

#include "signfw/container.h"
#include "support.h"

static const uint8_t digest_a[SIGNFW_SHA256_SIZE] = {0xaa, 1, 2, 3};
static const uint8_t digest_b[SIGNFW_SHA256_SIZE] = {0xbb, 1, 2, 3};

static const struct segment load = {SFW_SEGMENT_LOAD, 0x100, 0x8000, 0x10000000, 64, 96, 5, 4};

/* A table of these segments, all of digest A. */
static struct hash_table make_table(struct builder *builder, const struct segment *segments, size_t count)
{
	struct hash_table table = {{NULL, 0}, 1000, count, SIGNFW_HASH_ENTRY_SIZE, false};

	for (size_t i = 0; i < count; i++)
		sfw_hash_table_append(builder, &segments[i], digest_a, NULL);
	assert_true(sfw_builder_view(builder, &table.bytes));
	return table;
}

static void an_entry_is_written_as_the_format_says(void **state)
{
	static const uint8_t expected[SIGNFW_HASH_ENTRY_SIZE] = {
		1,    0, 0, 0, 0,  1, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0x10, /* p_type, p_offset, p_vaddr, p_paddr */
		64,   0, 0, 0, 96, 0, 0, 0, 5, 0,    0, 0, 4, 0, 0, 0,    /* p_filesz, p_memsz, p_flags, p_align */
		0xaa, 1, 2, 3,
	};
	struct builder builder = {0};
	const struct hash_table table = make_table(&builder, &load, 1);

	(void)state;
	assert_int_equal(table.bytes.size, sizeof(expected));
	assert_memory_equal(table.bytes.data, expected, sizeof(expected));
	sfw_builder_cleanup(&builder);
}

static void an_entry_is_read_as_it_was_written(void **state)
{
	const struct segment segments[] = {{0x70000001, 1, 2, 3, 4, 5, 6, 7}, load};
	struct builder builder = {0};
	const struct hash_table table = make_table(&builder, segments, 2);

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct hash_entry entry = sfw_hash_table_entry(&table, i);

		assert_true(sfw_segment_equal(&entry.segment, &segments[i]));
		assert_memory_equal(entry.digest, digest_a, SIGNFW_SHA256_SIZE);
		assert_int_equal(entry.offset, 1000 + i * SIGNFW_HASH_ENTRY_SIZE);
	}
	sfw_builder_cleanup(&builder);
}

static void a_table_knows_whether_it_has_loads_only(void **state)
{
	const struct segment segments[] = {load, {0x70000001, 1, 2, 3, 4, 5, 6, 7}, load};
	struct builder builder = {0};
	const struct hash_table one = make_table(&builder, segments, 1);

	(void)state;
	assert_true(sfw_hash_table_loads_only(&one));
	sfw_builder_cleanup(&builder);

	const struct hash_table three = make_table(&builder, segments, 3);

	assert_false(sfw_hash_table_loads_only(&three));
	sfw_builder_cleanup(&builder);
}

static void every_field_makes_a_segment_another_one(void **state)
{
	(void)state;
	assert_true(sfw_segment_equal(&load, &load));
	for (size_t i = 0; i < 8; i++) {
		struct segment other = load;
		uint32_t fields[8];

		memcpy(fields, &other, sizeof(fields));
		fields[i]++;
		memcpy(&other, fields, sizeof(other));
		assert_false(sfw_segment_equal(&load, &other));
	}
}

static void a_whole_number_of_entries_is_a_table(void **state)
{
	const uint8_t bytes[2 * SIGNFW_HASH_ENTRY_SIZE] = {0};
	signfw_findings *findings = new_findings();
	struct hash_table table;

	(void)state;
	sfw_hash_table_open(&table, (struct span){bytes, sizeof(bytes)}, 77, false, findings);
	assert_int_equal(table.count, 2);
	assert_int_equal(table.offset, 77);
	assert_ptr_equal(table.bytes.data, bytes);
	expect_ids(findings, "");
	signfw_findings_free(findings);
}

static void a_broken_entry_makes_an_empty_table(void **state)
{
	const uint8_t bytes[SIGNFW_HASH_ENTRY_SIZE + 1] = {0};
	signfw_findings *findings = new_findings();
	struct hash_table table;

	(void)state;
	sfw_hash_table_open(&table, (struct span){bytes, sizeof(bytes)}, 77, false, findings);
	assert_int_equal(table.count, 0);
	assert_string_equal(expect_only(findings, "hashtable-invalid", SIGNFW_ERROR, 77).message,
			    "HASHTABLE has 65 bytes, not a multiple of 64");
	signfw_findings_free(findings);
}

static void a_table_has_a_limit(void **state)
{
	static const uint8_t bytes[(SFW_SEGMENTS_MAX + 1) * SIGNFW_HASH_ENTRY_SIZE];
	signfw_findings *findings = new_findings();
	struct hash_table table;

	(void)state;
	sfw_hash_table_open(&table, (struct span){bytes, sizeof(bytes) - SIGNFW_HASH_ENTRY_SIZE}, 0, false, findings);
	assert_int_equal(table.count, SFW_SEGMENTS_MAX);
	expect_ids(findings, "");
	sfw_hash_table_open(&table, (struct span){bytes, sizeof(bytes)}, 9, false, findings);
	assert_int_equal(table.count, 0);
	assert_string_equal(expect_only(findings, "hashtable-too-long", SIGNFW_ERROR, 9).message,
			    "4097 hash-table entries, at most 4096 are handled");
	signfw_findings_free(findings);
}

static void expect_coverage(const struct segment *entries, size_t count, const uint8_t *digest, enum coverage expected,
			    size_t expected_entry)
{
	struct builder builder = {0};
	const struct hash_table table = make_table(&builder, entries, count);
	size_t entry = 99;

	assert_int_equal(sfw_hash_table_cover(&table, &load, digest, &entry), expected);
	assert_int_equal(entry, expected_entry);
	sfw_builder_cleanup(&builder);
}

static void a_lookup_is_by_load_address(void **state)
{
	const struct segment elsewhere = {SFW_SEGMENT_LOAD, 0x100, 0x8000, 0x20000000, 64, 96, 5, 4};
	/* fields that devices don't compare */
	const struct segment same = {SFW_SEGMENT_LOAD, 0, 0, 0x10000000, 64, 96, 0, 0};
	const struct segment table[] = {elsewhere, same};

	(void)state;
	expect_coverage(table, 2, digest_a, COVERED, 1);
	expect_coverage(table, 2, digest_b, COVERED_CHANGED, 1);
	expect_coverage(table, 1, digest_a, NOT_COVERED, 1);
	expect_coverage(table, 0, digest_a, NOT_COVERED, 0);
}

static void the_first_entry_of_an_address_is_what_a_device_finds(void **state)
{
	const struct segment exidx = {0x70000001, 0x100, 0x8000, 0x10000000, 64, 96, 5, 4};
	const struct segment other_filesz = {SFW_SEGMENT_LOAD, 0x100, 0x8000, 0x10000000, 63, 96, 5, 4};
	const struct segment other_memsz = {SFW_SEGMENT_LOAD, 0x100, 0x8000, 0x10000000, 64, 97, 5, 4};
	const struct segment *const wrong[] = {&exidx, &other_filesz, &other_memsz};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct segment first[] = {*wrong[i], load};
		const struct segment last[] = {load, *wrong[i]};

		expect_coverage(first, 2, digest_a, COVERED_LATER, 0);
		expect_coverage(first, 2, digest_b, COVERED_CHANGED, 0);
		expect_coverage(last, 2, digest_a, COVERED, 0);
		expect_coverage(first, 1, digest_a, NOT_COVERED, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_is_written_as_the_format_says),
		cmocka_unit_test(an_entry_is_read_as_it_was_written),
		cmocka_unit_test(a_table_knows_whether_it_has_loads_only),
		cmocka_unit_test(every_field_makes_a_segment_another_one),
		cmocka_unit_test(a_whole_number_of_entries_is_a_table),
		cmocka_unit_test(a_broken_entry_makes_an_empty_table),
		cmocka_unit_test(a_table_has_a_limit),
		cmocka_unit_test(a_lookup_is_by_load_address),
		cmocka_unit_test(the_first_entry_of_an_address_is_what_a_device_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
