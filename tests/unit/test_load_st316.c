/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD of ST's 3.9 to 3.16 and of R-Car's port: their container, and what they do with it. */
#include <stdlib.h>
#include <string.h>

#include "crypto/signature.h"
#include "device_bench.h"
#include "key/signing_key.h"

#define DEVICE "st-3.16"
#define LOADED SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET

/* The fields of the header. */
enum {
	H_VERSION = 4,
	H_LENGTH = 8,
	H_SIGNATURE_LENGTH = 12,
	H_SIGNATURE_OFFSET = 16,
	H_SIGNATURE_TYPE = 20,
	H_TABLE_LENGTH = 24,
	H_TABLE_OFFSET = 28,
	H_KEY_LENGTH = 36,
	H_KEY_OFFSET = 40,
	H_IMAGE_LENGTH = 44,
	H_IMAGE_OFFSET = 48,
	HEADER_SIZE = 56
};

/* Its segments are in the memory that is built into the version. */
static struct test_file good_elf(void)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 64, 64},
		{PT_LOAD, 0x10020000, 16, 32},
	};
	static const uint8_t table[24] = {1, 0, 0, 0, 1};
	static const struct elf_section sections[] = {{".resource_table", 0x10020000, table, sizeof(table)}};

	return elf_build(segments, 2, sections, 1);
}

static void sign(struct bench *bench)
{
	uint8_t *data = bench->container.data;
	const struct span part = {data, get_u32(data + H_SIGNATURE_OFFSET)};
	size_t size;

	assert_int_equal(sfw_crypto_sign(&bench->key->key, sfw_algorithm_of_key(bench->key->key.kind), &part, 1, false,
					 data + part.size, &size, NULL),
			 SIGNFW_OK);
}

/* Header, table, key information with as much padding as the device counts, signature, image. */
static void open_with(struct bench *bench, const struct test_file *image, uint32_t key_info_size)
{
	bench_open(bench, image, 1);
	const uint32_t table_size = bench->tlvs[BENCH_HASHTABLE].size;
	const uint32_t signature_size =
		(uint32_t)sfw_signature_size(sfw_algorithm_of_key(bench->key->key.kind), bench->key->key.bits);
	const uint32_t signature_at = HEADER_SIZE + table_size + key_info_size + key_info_size % 8;
	const uint32_t head = signature_at + signature_size;
	const uint32_t image_at = (head + 3) / 4 * 4;
	const uint32_t fields[] = {
		0x3543a468,
		1,
		head,
		signature_size,
		signature_at,
		1,
		table_size,
		HEADER_SIZE,
		1,
		key_info_size,
		key_info_size == 0 ? 0 : HEADER_SIZE + table_size,
		(uint32_t)bench->images[0].size,
		image_at,
		1,
	};

	bench->container.size = image_at + bench->images[0].size;
	bench->container.data = calloc(1, bench->container.size);
	assert_non_null(bench->container.data);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		put_u32(bench->container.data + 4 * i, fields[i]);
	memcpy(bench->container.data + HEADER_SIZE, bench->table, table_size);
	memcpy(bench->container.data + image_at, bench->images[0].data, bench->images[0].size);
	bench->signature_at = signature_at;
	bench->image_at[0] = image_at;
	sign(bench);
}

static void open_good(struct bench *bench)
{
	const struct test_file image = good_elf();

	open_with(bench, &image, 0);
}

static void a_good_container_is_loaded(void **state)
{
	struct signfw_transfer transfer;
	uint64_t address;
	uint32_t size;
	struct bench bench;

	(void)state;
	open_good(&bench);
	expect_load_by(&bench, DEVICE, LOADED);
	expect_ids(signfw_device_findings(bench.device), "");
	assert_int_equal(signfw_device_transfer(bench.device, 1, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.physical_address, 0x30020000);
	assert_string_equal(transfer.region, "mcusram");
	assert_true(signfw_device_resource_table(bench.device, &address, &size));
	assert_int_equal(address, 0x30020000);
	/* nobody looks at what is behind it */
	bench.container.data = realloc(bench.container.data, bench.container.size + 4);
	assert_non_null(bench.container.data);
	memset(bench.container.data + bench.container.size, 7, 4);
	bench.container.size += 4;
	expect_load_by(&bench, DEVICE, LOADED);
	bench_close(&bench);
}

/* As the device wants it, which isn't as its script writes it. */
static void key_information_is_passed_on_and_ignored(void **state)
{
	(void)state;
	for (uint32_t size = 1; size < 20; size++) {
		const struct test_file image = good_elf();
		struct bench bench;

		open_with(&bench, &image, size);
		expect_load_by(&bench, DEVICE, LOADED);
		bench_close(&bench);
	}
}

/* ---- the header ------------------------------------------------------------------- */

static void a_bad_header_is_refused(void **state)
{
	static const struct {
		size_t field;
		uint32_t value;
		uint32_t result;
		const char *rule;
		uint64_t offset;
	} rows[] = {
		{0, 0x3543a469, SIGNFW_TEE_CORRUPT_OBJECT, "magic", 0},
		{H_VERSION, 2, SIGNFW_TEE_CORRUPT_OBJECT, "version", H_VERSION},
		{H_LENGTH, 0, SIGNFW_TEE_TARGET_DEAD, "head-size", H_LENGTH},
		{H_LENGTH, 1, SIGNFW_TEE_CORRUPT_OBJECT, "head-size", H_LENGTH},
		{H_LENGTH, HEADER_SIZE - 1, SIGNFW_TEE_CORRUPT_OBJECT, "head-size", H_LENGTH},
		{H_LENGTH, HEADER_SIZE, SIGNFW_TEE_CORRUPT_OBJECT, "size", H_LENGTH},
		{H_LENGTH, 0xffffffff, SIGNFW_TEE_CORRUPT_OBJECT, "head-size", H_LENGTH},
		{H_SIGNATURE_LENGTH, 0xffffffff, SIGNFW_TEE_CORRUPT_OBJECT, "size", H_LENGTH},
		{H_TABLE_LENGTH, 64, SIGNFW_TEE_CORRUPT_OBJECT, "size", H_LENGTH},
		{H_KEY_LENGTH, 8, SIGNFW_TEE_CORRUPT_OBJECT, "size", H_LENGTH},
		{H_SIGNATURE_OFFSET, 0xffffff80, SIGNFW_TEE_CORRUPT_OBJECT, "head-offset", H_SIGNATURE_OFFSET},
		{H_TABLE_OFFSET, 0x400, SIGNFW_TEE_CORRUPT_OBJECT, "head-offset", H_SIGNATURE_OFFSET},
		{H_KEY_OFFSET, 0xffffffff, SIGNFW_TEE_CORRUPT_OBJECT, "head-offset", H_SIGNATURE_OFFSET},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		open_good(&bench);
		put_u32(bench.container.data + rows[i].field, rows[i].value);
		expect_load_by(&bench, DEVICE, rows[i].result, rows[i].rule, rows[i].offset);
		expect_ids(signfw_device_findings(bench.device),
			   rows[i].result == SIGNFW_TEE_TARGET_DEAD ? "device-crash" : "");
		bench_close(&bench);
	}
}

static void a_short_buffer_is_refused(void **state)
{
	struct bench bench;

	(void)state;
	open_good(&bench);
	const size_t head = get_u32(bench.container.data + H_LENGTH);
	const size_t sizes[] = {1, 8, HEADER_SIZE, head - 1, head};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		bench.container.size = sizes[i];
		expect_load_by(&bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, "head-size", H_LENGTH);
	}
	bench_close(&bench);
}

/* 8 is a multiple of 8, but not of an entry. */
static void a_table_of_broken_entries_is_refused(void **state)
{
	struct bench bench;

	(void)state;
	open_good(&bench);
	uint8_t *data = bench.container.data;

	put_u32(data + H_TABLE_LENGTH, get_u32(data + H_TABLE_LENGTH) + 8);
	put_u32(data + H_LENGTH, get_u32(data + H_LENGTH) + 8);
	expect_load_by(&bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, "table-size", H_TABLE_LENGTH);
	bench_close(&bench);
}

static void the_header_has_to_fit_into_the_heap(void **state)
{
	struct bench bench;

	(void)state;
	open_good(&bench);
	bench.heap_size = 512;
	expect_load_by(&bench, DEVICE, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", H_LENGTH);
	bench.heap_size = 616;
	expect_load_by(&bench, DEVICE, SIGNFW_TEE_OUT_OF_MEMORY, "heap-signature", SIGNFW_NO_OFFSET);
	bench.heap_size = 4096;
	expect_load_by(&bench, DEVICE, LOADED);
	bench_close(&bench);
}

static void the_signature_is_of_all_before_it(void **state)
{
	struct bench bench;

	(void)state;
	open_good(&bench);
	/* the type of the hashes means nothing, but is signed */
	bench.container.data[32] ^= 1;
	expect_load_by(&bench, DEVICE, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
	sign(&bench);
	expect_load_by(&bench, DEVICE, LOADED);
	bench.container.data[bench.signature_at - 1] ^= 1;
	expect_load_by(&bench, DEVICE, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
	bench.container.data[bench.signature_at - 1] ^= 1;
	for (uint32_t type = 0; type < 4; type++) {
		put_u32(bench.container.data + H_SIGNATURE_TYPE, type);
		sign(&bench);
		if (type == SIGNFW_KEY_RSA)
			expect_load_by(&bench, DEVICE, LOADED);
		else
			expect_load_by(&bench, DEVICE, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", H_SIGNATURE_TYPE);
	}
	bench_close(&bench);
}

/* ---- the image ----------------------------------------------------------------------- */

/* Where it is and how long is signed, but compared with nothing. */
static void the_image_may_be_anywhere(void **state)
{
	static const struct {
		size_t field;
		int32_t add;
		uint32_t result;
		const char *rule;
	} rows[] = {
		{H_IMAGE_OFFSET, 2, SIGNFW_TEE_BAD_PARAMETERS, "elf-header"},
		{H_IMAGE_OFFSET, 0x10000, SIGNFW_TEE_TARGET_DEAD, "elf-header"},
		{H_IMAGE_LENGTH, -100, SIGNFW_TEE_CORRUPT_OBJECT, "elf-size"},
		{H_IMAGE_LENGTH, 0x100, SIGNFW_TEE_SUCCESS, "loaded"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		open_good(&bench);
		uint8_t *field = bench.container.data + rows[i].field;

		put_u32(field, get_u32(field) + (uint32_t)rows[i].add);
		sign(&bench);
		bench_load(&bench, DEVICE);
		if (bench.answer.result != rows[i].result || strcmp(bench.answer.rule, rows[i].rule) != 0)
			fail_msg("row %zu: 0x%08x [%s] %s", i, bench.answer.result, bench.answer.rule,
				 bench.answer.reason);
		bench_close(&bench);
	}
}

/* A field of the ELF file, which isn't signed; often CORRUPT_OBJECT where upstream has another result. */
static void a_bad_image_is_refused(void **state)
{
	static const struct {
		size_t field;
		uint32_t value, result;
		const char *rule;
		uint64_t offset; /* in the image */
	} rows[] = {
		{0, 0x464c4580, SIGNFW_TEE_BAD_FORMAT, "elf-header", 0},
		{ELF_HEADER(e_phoff), 2, SIGNFW_TEE_CORRUPT_OBJECT, "program-headers", ELF_HEADER(e_phoff)},
		{ELF_HEADER(e_phoff), 0x10000, SIGNFW_TEE_CORRUPT_OBJECT, "program-headers", ELF_HEADER(e_phoff)},
		{ELF_HEADER(e_shoff), 0x10000, SIGNFW_TEE_CORRUPT_OBJECT, "elf-size", ELF_HEADER(e_shoff)},
		{ELF_SEGMENT(1, p_offset), 0x10000, SIGNFW_TEE_CORRUPT_OBJECT, "segment-data", ELF_SEGMENT(1, p_type)},
		/* the signed p_offset is another */
		{ELF_SEGMENT(1, p_offset), 64, SIGNFW_TEE_CORRUPT_OBJECT, "hash-entry", ELF_SEGMENT(1, p_type)},
		{ELF_SEGMENT(1, p_memsz), 64, SIGNFW_TEE_CORRUPT_OBJECT, "hash-entry", ELF_SEGMENT(1, p_type)},
		{ELF_SEGMENT(1, p_paddr), 0x10020010, SIGNFW_TEE_NO_DATA, "hash-entry", ELF_SEGMENT(1, p_type)},
		{ELF_SEGMENT(1, p_type), PT_NOTE, SIGNFW_TEE_SUCCESS, "loaded", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const bool loads = rows[i].result == SIGNFW_TEE_SUCCESS;
		struct bench bench;

		open_good(&bench);
		put_u32(bench.container.data + bench.image_at[0] + rows[i].field, rows[i].value);
		expect_load_by(&bench, DEVICE, rows[i].result, rows[i].rule,
			       loads ? SIGNFW_NO_OFFSET : bench.image_at[0] + rows[i].offset);
		bench_close(&bench);
	}
}

/* Of any type: upstream up to 4.9 doesn't mind those that aren't loaded. */
static void all_program_headers_have_to_be_inside(void **state)
{
	struct bench bench;

	(void)state;
	open_good(&bench);
	uint8_t *image = bench.container.data + bench.image_at[0];
	const uint32_t last = (uint32_t)bench.images[0].size - 32;

	memset(image + last, 0, 32);
	put_u32(image + ELF_HEADER(e_phoff), last);
	/* the second header is behind the image */
	expect_load_by(&bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, "program-headers",
		       bench.image_at[0] + bench.images[0].size);
	bench_close(&bench);
}

static void a_resource_table_at_0_is_not_translated(void **state)
{
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, 16, 16};
	static const uint8_t table[16] = {1};
	static const struct {
		uint32_t address, result;
		uint64_t physical_address;
	} rows[] = {
		{0, SIGNFW_TEE_SUCCESS, 0},
		{4, SIGNFW_TEE_SUCCESS, 0x38000004},
		{0x20000000, SIGNFW_TEE_ACCESS_DENIED, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct elf_section section = {".resource_table", rows[i].address, table, sizeof(table)};
		const struct test_file image = elf_build(&segment, 1, &section, 1);
		uint64_t address = 1;
		uint32_t size = 0;
		struct bench bench;

		open_with(&bench, &image, 0);
		bench_load(&bench, DEVICE);
		assert_int_equal(bench.answer.result, rows[i].result);
		assert_int_equal(signfw_device_resource_table(bench.device, &address, &size),
				 rows[i].result == SIGNFW_TEE_SUCCESS);
		if (rows[i].result == SIGNFW_TEE_SUCCESS)
			assert_int_equal(address, rows[i].physical_address);
		bench_close(&bench);
	}
}

/* ---- R-Car ---------------------------------------------------------------------------- */

/* 3.12 "copies" what has no bytes, too. */
static void segments_without_bytes_need_a_region(void **state)
{
	static const struct {
		uint32_t address, rcar;
	} rows[] = {
		{0x10000000, SIGNFW_TEE_SUCCESS},
		{0x10001000, SIGNFW_TEE_SUCCESS},
		{0x10001001, SIGNFW_TEE_ACCESS_DENIED},
	};
	static const struct signfw_region region = {"ram", 0x10000000, 0x10000000, 0x1000, SIGNFW_REACH_UNKNOWN};
	signfw_memory *memory = NULL;

	(void)state;
	assert_int_equal(signfw_memory_from_regions(&memory, &region, 1, NULL), SIGNFW_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct elf_segment segment = {PT_LOAD, rows[i].address, 0, 0};
		const struct test_file image = elf_build(&segment, 1, NULL, 0);
		struct bench bench;

		open_with(&bench, &image, 0);
		bench.memory = memory;
		bench_load(&bench, "rcar-3.12");
		assert_int_equal(bench.answer.result, rows[i].rcar);
		assert_int_equal(signfw_device_transfer_count(bench.device), 0);
		expect_load_by(&bench, DEVICE, LOADED);
		/* its hash has to be that of nothing */
		bench.container.data[HEADER_SIZE + 32] ^= 1;
		sign(&bench);
		bench_load(&bench, "rcar-3.12");
		assert_string_equal(bench.answer.rule, rows[i].rcar == SIGNFW_TEE_SUCCESS ? "segment-hash" : "memory");
		expect_load_by(&bench, DEVICE, LOADED);
		bench_close(&bench);
	}
	signfw_memory_free(memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_container_is_loaded),
		cmocka_unit_test(key_information_is_passed_on_and_ignored),
		cmocka_unit_test(a_bad_header_is_refused),
		cmocka_unit_test(a_short_buffer_is_refused),
		cmocka_unit_test(a_table_of_broken_entries_is_refused),
		cmocka_unit_test(the_header_has_to_fit_into_the_heap),
		cmocka_unit_test(the_signature_is_of_all_before_it),
		cmocka_unit_test(the_image_may_be_anywhere),
		cmocka_unit_test(a_bad_image_is_refused),
		cmocka_unit_test(all_program_headers_have_to_be_inside),
		cmocka_unit_test(a_resource_table_at_0_is_not_translated),
		cmocka_unit_test(segments_without_bytes_need_a_region),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
