/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

static void a_segment_without_a_fitting_entry_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint32_t value, result;
	} rows[] = {
		{ELF_SEGMENT(1, p_paddr), 0x20000001, SIGNFW_TEE_NO_DATA},
		{ELF_SEGMENT(1, p_filesz), 15, SIGNFW_TEE_BAD_PARAMETERS},
		{ELF_SEGMENT(1, p_filesz), 0, SIGNFW_TEE_BAD_PARAMETERS},
		{ELF_SEGMENT(1, p_memsz), 31, SIGNFW_TEE_BAD_PARAMETERS},
		/* that address belongs to the other segment, which has other sizes */
		{ELF_SEGMENT(1, p_paddr), 0x10000000, SIGNFW_TEE_BAD_PARAMETERS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_signed(&bench);
		put_u32(bench_image(&bench, 0) + rows[i].at, rows[i].value);
		expect_refused(&bench, ALL_VERSIONS, rows[i].result, "hash-entry", ELF_SEGMENT(1, p_type));
		bench_close(&bench);
	}
}

static void entry_of(struct bench *bench, size_t index, uint32_t type, uint32_t paddr)
{
	put_u32(bench->table + index * SIGNFW_HASH_ENTRY_SIZE + offsetof(Elf32_Phdr, p_type), type);
	put_u32(bench->table + index * SIGNFW_HASH_ENTRY_SIZE + offsetof(Elf32_Phdr, p_paddr), paddr);
}

static void the_first_entry_of_an_address_decides(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_ARM_EXIDX, 0x10000000, 8, 8},
		{PT_LOAD, 0x10000000, 64, 64},
	};
	static const struct elf_segment reordered[] = {
		{PT_LOAD, 0x10000000, 64, 64},
		{PT_ARM_EXIDX, 0x10000000, 8, 8},
	};
	struct test_file image = elf_build(segments, 2, NULL, 0);
	struct bench bench;

	(void)state;
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry", ELF_SEGMENT(1, p_type));
	bench_close(&bench);

	image = elf_build(reordered, 2, NULL, 0);
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ALL_VERSIONS);
	bench_close(&bench);

	/* of the same sizes, but not PT_LOAD */
	bench_open_good(&bench);
	entry_of(&bench, 1, PT_NOTE, 0x20000000);
	bench_build_and_sign(&bench);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry", ELF_SEGMENT(1, p_type));
	bench_close(&bench);
}

static void two_segments_of_one_address(void **state)
{
	struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 64, 64},
		{PT_LOAD, 0x10000000, 64, 64},
	};
	struct test_file image = elf_build(segments, 2, NULL, 0);
	struct bench bench;

	(void)state;
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_SECURITY, "segment-hash",
		       get_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_offset)));
	/* with the bytes of the first, it is loaded twice */
	put_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_offset),
		get_u32(bench_image(&bench, 0) + ELF_SEGMENT(0, p_offset)));
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 2);
	bench_close(&bench);

	segments[1].memsz = 65;
	image = elf_build(segments, 2, NULL, 0);
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry", ELF_SEGMENT(1, p_type));
	bench_close(&bench);
}

/* PT_GNU_STACK has address 0, where another image has its vectors. */
static void an_entry_of_one_image_hides_a_segment_of_another(void **state)
{
	static const struct elf_segment first[] = {{PT_LOAD, 0x10000000, 64, 64}, {PT_GNU_STACK, 0, 0, 0}};
	static const struct elf_segment second[] = {{PT_LOAD, 0, 24, 24}};
	struct test_file images[] = {elf_build(first, 2, NULL, 0), elf_build(second, 1, NULL, 0)};
	struct bench bench;

	(void)state;
	bench_open(&bench, images, 2);
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry",
		    bench.image_at[1] + ELF_SEGMENT(0, p_type));
	bench_close(&bench);
}

/* Any order, and entries that nothing is loaded for; what a device doesn't compare. */
static void a_table_that_says_more_is_accepted(void **state)
{
	uint8_t table[4 * SIGNFW_HASH_ENTRY_SIZE] = {0};
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	memcpy(table + SIGNFW_HASH_ENTRY_SIZE, bench.table + SIGNFW_HASH_ENTRY_SIZE, SIGNFW_HASH_ENTRY_SIZE);
	memcpy(table + 3 * SIGNFW_HASH_ENTRY_SIZE, bench.table, SIGNFW_HASH_ENTRY_SIZE);
	memset(table + 3 * SIGNFW_HASH_ENTRY_SIZE + offsetof(Elf32_Phdr, p_offset), 0xa5, 8); /* and p_vaddr */
	memset(table + 3 * SIGNFW_HASH_ENTRY_SIZE + offsetof(Elf32_Phdr, p_flags), 0xa5, 8);  /* and p_align */
	bench.tlvs[BENCH_HASHTABLE].value = table;
	bench.tlvs[BENCH_HASHTABLE].size = sizeof(table);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ALL_VERSIONS);
	bench_close(&bench);
}

/* The table says nothing of images: the entry of one serves another as well. */
static void segments_can_be_in_another_image(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 64, 64}};
	struct test_file images[] = {elf_build(segments, 1, NULL, 0), elf_build(segments, 1, NULL, 0)};
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	bench_open(&bench, images, 2);
	bench.tlvs[BENCH_HASHTABLE].size = SIGNFW_HASH_ENTRY_SIZE;
	bench_build_and_sign(&bench);
	put_u32(bench_image(&bench, 0) + ELF_SEGMENT(0, p_type), PT_NULL);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 1);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.image, 1);
	bench_close(&bench);
}

/* The entries of zeros that the signing script leaves in the table have an address: 0. */
static void zeros_in_the_table_hide_a_segment_at_0(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 32, 32}, {PT_LOAD, 0, 16, 16}};
	const struct test_file image = elf_build(segments, 2, NULL, 0);
	uint8_t table[BENCH_ENC_TABLE_SIZE + SIGNFW_ENC_ENTRY_SIZE];
	struct bench bench;

	(void)state;
	bench_open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ST_4_0);
	free(bench.container.data);
	memmove(table + (size_t)2 * SIGNFW_ENC_ENTRY_SIZE, table + SIGNFW_ENC_ENTRY_SIZE, SIGNFW_ENC_ENTRY_SIZE);
	memset(table + SIGNFW_ENC_ENTRY_SIZE, 0, SIGNFW_ENC_ENTRY_SIZE);
	bench.tlvs[BENCH_HASHTABLE].size = sizeof(table);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry",
		    bench.image_at[0] + ELF_SEGMENT(1, p_type));
	bench_close(&bench);
}

/* Up to 4.7 a length is compared with nothing but the heap, whose allocator refuses one that has a sign in 32 bits. */
static void a_table_of_2_gib_does_not_fit(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	put_u32(bench.container.data + bench_value_at(&bench, BENCH_HASHTABLE) - 4, 0x80000000);
	bench_sign(&bench);
	bench.bits = 32;
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_OUT_OF_MEMORY, "heap-table", bench_value_at(&bench, BENCH_HASHTABLE));
	/* searches for other TLVs had to step over it */
	expect_ids(signfw_device_findings(bench.device), "device-crash");
	bench.bits = 64;
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_OUT_OF_MEMORY, "heap-table", bench_value_at(&bench, BENCH_HASHTABLE));
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_segment_without_a_fitting_entry_is_refused),
		cmocka_unit_test(the_first_entry_of_an_address_decides),
		cmocka_unit_test(two_segments_of_one_address),
		cmocka_unit_test(an_entry_of_one_image_hides_a_segment_of_another),
		cmocka_unit_test(a_table_that_says_more_is_accepted),
		cmocka_unit_test(segments_can_be_in_another_image),
		cmocka_unit_test(zeros_in_the_table_hide_a_segment_at_0),
		cmocka_unit_test(a_table_of_2_gib_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
