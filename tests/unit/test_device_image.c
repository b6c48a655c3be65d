/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD of images: ELF headers, segments against the hash table, resource tables; nothing of it is signed. */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

/* Sections of bench_elf(). */
enum {
	TEXT = 1,
	TABLE,
	NAMES,
	SECTIONS
};

static size_t section_at(const struct bench *bench, size_t image, size_t index, size_t field)
{
	const uint8_t *elf = bench->images[image].data;

	return get_u32(elf + ELF_HEADER(e_shoff)) + index * sizeof(Elf32_Shdr) + field;
}
#define SECTION(index, field) section_at(&bench, 0, index, offsetof(Elf32_Shdr, field))

static uint8_t *image_of(struct bench *bench, size_t image)
{
	return bench->container.data + bench->image_at[image];
}

static void expect_loaded(struct bench *bench, enum bench_versions versions)
{
	expect_load(bench, versions, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
}

/* The offset is one in the first image. */
static void expect_refused(struct bench *bench, enum bench_versions versions, uint32_t result, const char *rule,
			   size_t offset)
{
	expect_load(bench, versions, result, rule, bench->image_at[0] + offset);
}

/* A good container, its image to be spoiled. */
static void open_signed(struct bench *bench)
{
	bench_open_good(bench);
	bench_build_and_sign(bench);
}

/* ---- the header of the first image ---------------------------------------------- */

static void a_bad_elf_header_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
		size_t offset;
	} rows[] = {
		{EI_MAG0, 0x7e, 0},
		{EI_MAG1, 'e', 0},
		{EI_MAG2, 'l', 0},
		{EI_MAG3, 'f', 0},
		{EI_VERSION, 0, EI_VERSION},
		{EI_CLASS, ELFCLASSNONE, EI_CLASS},
		{EI_CLASS, ELFCLASS64, EI_CLASS},
		{ELF_HEADER(e_phentsize), 31, ELF_HEADER(e_phentsize)},
		{ELF_HEADER(e_phentsize) + 1, 1, ELF_HEADER(e_phentsize)},
		{ELF_HEADER(e_shentsize), 0, ELF_HEADER(e_phentsize)},
		{ELF_HEADER(e_phnum), 0, ELF_HEADER(e_phnum)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		open_signed(&bench);
		image_of(&bench, 0)[rows[i].at] = rows[i].value;
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "elf-header", rows[i].offset);
		bench_close(&bench);
	}
}

static void what_a_device_does_not_look_at_may_be_anything(void **state)
{
	static const struct {
		size_t at, size;
	} rows[] = {
		{EI_DATA, 1},
		{EI_OSABI, EI_NIDENT - EI_OSABI},
		{ELF_HEADER(e_type), 2},
		{ELF_HEADER(e_machine), 2},
		{ELF_HEADER(e_version), 4},
		{ELF_HEADER(e_entry), 4},
		{ELF_HEADER(e_flags), 4},
		{ELF_HEADER(e_ehsize), 2},
		{ELF_SEGMENT(0, p_vaddr), 4},
		{ELF_SEGMENT(0, p_flags), 8}, /* and p_align */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		open_signed(&bench);
		memset(image_of(&bench, 0) + rows[i].at, 0xa5, rows[i].size);
		expect_loaded(&bench, ALL_VERSIONS);
		bench_close(&bench);
	}
}

static void images_must_have_room_for_headers(void **state)
{
	const struct test_file tiny = {calloc(1, 48), 48};
	struct bench bench;

	(void)state;
	bench_open(&bench, &tiny, 1);
	bench_build_and_sign(&bench);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "elf-size", ELF_HEADER(e_shoff));
	bench_close(&bench);

	open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;

	put_u32(image_of(&bench, 0) + ELF_HEADER(e_shoff), size - 39);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "elf-size", ELF_HEADER(e_shoff));
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_shoff), size - 40);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	bench_close(&bench);
}

/* Two images of one segment each, the first with a resource table. */
static void open_two(struct bench *bench)
{
	static const struct elf_segment first[] = {{PT_LOAD, 0x10000000, 64, 64}};
	static const struct elf_segment second[] = {{PT_LOAD, 0x20000000, 24, 24}};
	static const uint8_t table[16] = {1};
	static const struct elf_section sections[] = {{".resource_table", 0x30000000, table, sizeof(table)}};
	const struct test_file images[] = {elf_build(first, 1, sections, 1), elf_build(second, 1, NULL, 0)};

	bench_open(bench, images, 2);
}

/* Only the first image's header is checked, and with the size of all images. */
static void headers_of_later_images_are_not_checked(void **state)
{
	static const size_t ignored[] = {
		EI_MAG0, EI_CLASS, EI_VERSION, ELF_HEADER(e_phentsize), ELF_HEADER(e_shentsize), ELF_HEADER(e_phnum)};
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	open_two(&bench);
	bench_build_and_sign(&bench);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
		image_of(&bench, 1)[ignored[i]] = 0;
		expect_loaded(&bench, ALL_VERSIONS);
	}
	/* the last one was e_phnum: nothing of the second image was loaded */
	assert_int_equal(signfw_device_transfer_count(bench.device), 1);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.image, 0);
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_shoff), (uint32_t)bench.images[0].size);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	bench_close(&bench);
}

/* ---- program headers -------------------------------------------------------------- */

static void program_headers_are_at_multiples_of_4(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	for (uint32_t more = 1; more < 4; more++) {
		put_u32(image_of(&bench, 0) + ELF_HEADER(e_phoff), sizeof(Elf32_Ehdr) + more);
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "program-headers", ELF_HEADER(e_phoff));
	}
	bench_close(&bench);
}

/* Far away, they crash 4.10, which reads them before it checks. */
static void program_headers_outside_the_image(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;

	put_u32(image_of(&bench, 0) + ELF_HEADER(e_phoff), size);
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "program-headers", ELF_HEADER(e_phoff));
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", size);
	expect_ids(signfw_device_findings(bench.device), "");
	for (uint32_t far = 0x2000; far != 0; far <<= 4) {
		put_u32(image_of(&bench, 0) + ELF_HEADER(e_phoff), far);
		expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "program-headers", ELF_HEADER(e_phoff));
		expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_TARGET_DEAD, "program-headers", far);
		expect_only(signfw_device_findings(bench.device), "device-crash", SIGNFW_WARNING,
			    bench.image_at[0] + far);
	}
	bench_close(&bench);
}

/* Since 4.10 all must be inside; before, those that are PT_LOAD. */
static void a_program_header_that_leaves_the_image(void **state)
{
	struct test_file image = bench_elf();
	struct bench bench;

	(void)state;
	image.data = realloc(image.data, image.size + 64);
	memset(image.data + image.size, 0, 64);
	image.size = (image.size + 64) / 8 * 8;
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;

	put_u16(image_of(&bench, 0) + ELF_HEADER(e_phnum), 1);
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_phoff), size - 32);
	expect_loaded(&bench, ALL_VERSIONS);
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_phoff), size - 28);
	expect_loaded(&bench, UNTIL_4_9);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", size - 28);
	put_u32(image_of(&bench, 0) + size - 28, PT_LOAD);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "program-headers", size - 28);
	/* behind the container its page holds zeros, behind the page is nothing */
	put_u32(image_of(&bench, 0) + size - 28, PT_NULL);
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_phoff), size - 32);
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_phnum), 2);
	expect_loaded(&bench, UNTIL_4_9);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", size);
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_phnum), 0xffff);
	bench_load(&bench, "optee-4.8");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_TARGET_DEAD);
	assert_in_range(bench.answer.offset, 4096 - sizeof(Elf32_Phdr), 4096);
	bench_close(&bench);
}

/* What has to be at multiples of 4 has to be so in memory, where a later image may begin anywhere. */
static void an_image_that_begins_unaligned(void **state)
{
	struct bench bench;

	(void)state;
	open_two(&bench);
	put_u32(bench.sizes, (uint32_t)bench.images[0].size + 2);
	bench_build_and_sign(&bench);
	uint8_t *second = image_of(&bench, 1);

	memmove(second + 2, second, bench.images[1].size - 2);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "program-headers",
		    bench.image_at[1] + 2 + ELF_HEADER(e_phoff));
	bench_close(&bench);
}

/* ---- the bytes of a segment ---------------------------------------------------------- */

/* The second segment's bytes end so far before the end of the image; the table is made for that. */
static void open_with_segment_before_end(struct bench *bench, uint32_t filesz, uint32_t left)
{
	struct test_file image = bench_elf();

	image.data = realloc(image.data, image.size + 8);
	memset(image.data + image.size, 0, 8);
	image.size = (image.size + 7) / 8 * 8;
	put_u32(image.data + ELF_SEGMENT(1, p_offset), (uint32_t)image.size - left - filesz);
	put_u32(image.data + ELF_SEGMENT(1, p_filesz), filesz);
	bench_open(bench, &image, 1);
	bench_build_and_sign(bench);
}

static void a_segment_may_end_with_the_image_since_4_10(void **state)
{
	struct bench bench;

	(void)state;
	open_with_segment_before_end(&bench, 16, 1);
	expect_loaded(&bench, ALL_VERSIONS);
	bench_close(&bench);
	for (uint32_t filesz = 0; filesz <= 16; filesz += 16) {
		open_with_segment_before_end(&bench, filesz, 0);
		expect_loaded(&bench, OPTEE_4_10);
		expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "segment-data", ELF_SEGMENT(1, p_type));
		bench_close(&bench);
	}
}

static void a_segment_that_leaves_the_image_is_refused(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;
	const uint32_t offsets[] = {size - 15, size, size + 1, 0x10000000, 0xffffff00};

	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++) {
		put_u32(image_of(&bench, 0) + ELF_SEGMENT(1, p_offset), offsets[i]);
		/* the first segment was copied by then, which ST's 4.0 clears */
		expect_refused(&bench, ST_4_0, SIGNFW_TEE_BAD_FORMAT, "segment-data", ELF_SEGMENT(1, p_type));
		expect_ids(signfw_device_findings(bench.device), "");
		expect_refused(&bench, UPSTREAM, SIGNFW_TEE_BAD_FORMAT, "segment-data", ELF_SEGMENT(1, p_type));
		expect_only(signfw_device_findings(bench.device), "device-partly-loaded", SIGNFW_WARNING,
			    bench.answer.offset);
	}
	bench_close(&bench);
}

/* IMGSIZE is signed, but compared with nothing. */
static void an_image_larger_than_the_images(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	put_u32(bench.sizes, (uint32_t)bench.images[0].size + 0x100);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ALL_VERSIONS);
	put_u32(image_of(&bench, 0) + ELF_SEGMENT(1, p_offset), (uint32_t)bench.images[0].size - 15);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "segment-data", ELF_SEGMENT(1, p_type));
	bench_close(&bench);
}

static void changed_bytes_are_refused_and_cleared(void **state)
{
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t first = get_u32(image_of(&bench, 0) + ELF_SEGMENT(0, p_offset));
	const uint32_t second = get_u32(image_of(&bench, 0) + ELF_SEGMENT(1, p_offset));

	image_of(&bench, 0)[second + 15] ^= 1;
	expect_refused(&bench, ST_4_0, SIGNFW_TEE_SECURITY, "segment-hash", second);
	expect_ids(signfw_device_findings(bench.device), "");
	expect_refused(&bench, UPSTREAM, SIGNFW_TEE_SECURITY, "segment-hash", second);
	expect_only(signfw_device_findings(bench.device), "device-partly-loaded", SIGNFW_WARNING, bench.answer.offset);
	assert_int_equal(signfw_device_transfer_count(bench.device), 2);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_false(transfer.zero);
	assert_int_equal(signfw_device_transfer(bench.device, 1, &transfer), SIGNFW_OK);
	assert_true(transfer.zero);
	image_of(&bench, 0)[first] ^= 1;
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_SECURITY, "segment-hash", first);
	expect_ids(signfw_device_findings(bench.device), "");
	bench_close(&bench);
}

/* ---- the hash table ------------------------------------------------------------------- */

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

		open_signed(&bench);
		put_u32(image_of(&bench, 0) + rows[i].at, rows[i].value);
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
		       get_u32(image_of(&bench, 0) + ELF_SEGMENT(1, p_offset)));
	/* with the bytes of the first, it is loaded twice */
	put_u32(image_of(&bench, 0) + ELF_SEGMENT(1, p_offset),
		get_u32(image_of(&bench, 0) + ELF_SEGMENT(0, p_offset)));
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

/* ---- what isn't protected ---------------------------------------------------------------- */

static void segments_can_be_left_out(void **state)
{
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	open_signed(&bench);
	put_u32(image_of(&bench, 0) + ELF_SEGMENT(0, p_type), PT_NULL);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 2);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.device_address, 0x20000000);
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_phnum), 1);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 0);
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
	put_u32(image_of(&bench, 0) + ELF_SEGMENT(0, p_type), PT_NULL);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 1);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.image, 1);
	bench_close(&bench);
}

/* ---- what is written ------------------------------------------------------------------------ */

static void expect_transfer(const struct bench *bench, size_t index, const struct signfw_transfer *expected)
{
	struct signfw_transfer transfer;

	assert_int_equal(signfw_device_transfer(bench->device, index, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.image, expected->image);
	assert_int_equal(transfer.segment, expected->segment);
	assert_int_equal(transfer.zero, expected->zero);
	assert_int_equal(transfer.device_address, expected->device_address);
	assert_int_equal(transfer.physical_address, expected->device_address);
	assert_int_equal(transfer.size, expected->size);
	assert_null(transfer.region);
}

static void sizes_in_file_and_memory_say_what_is_written(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 64, 64},    {PT_LOAD, 0x20000000, 16, 32}, {PT_LOAD, 0x30000000, 0, 8},
		{PT_LOAD, 0x40000000, 0, 0},      {PT_LOAD, 0x50000000, 16, 8},  {PT_LOAD, 0xfffffff0, 8, 8},
		{PT_ARM_EXIDX, 0x60000000, 8, 8},
	};
	static const struct signfw_transfer expected[] = {
		{0, 0, false, 0x10000000, 0, 64, NULL}, {0, 1, false, 0x20000000, 0, 16, NULL},
		{0, 1, true, 0x20000010, 0, 16, NULL},  {0, 2, true, 0x30000000, 0, 8, NULL},
		{0, 4, false, 0x50000000, 0, 16, NULL}, {0, 5, false, 0xfffffff0, 0, 8, NULL},
	};
	const struct test_file image = elf_build(segments, 7, NULL, 0);
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 6);
	for (size_t i = 0; i < 6; i++)
		expect_transfer(&bench, i, &expected[i]);
	assert_int_equal(signfw_device_transfer(bench.device, 6, &transfer), SIGNFW_E_ARGUMENT);
	bench_close(&bench);
}

/* ---- section headers --------------------------------------------------------------------------- */

static void expect_table(const struct bench *bench, uint64_t address, uint32_t size)
{
	uint64_t is_address = 0;
	uint32_t is_size = 0;

	assert_true(signfw_device_resource_table(bench->device, &is_address, &is_size));
	assert_int_equal(is_address, address);
	assert_int_equal(is_size, size);
}

static void expect_no_table(const struct bench *bench)
{
	uint64_t address;
	uint32_t size;

	assert_false(signfw_device_resource_table(bench->device, &address, &size));
}

static void expect_loaded_with_table(struct bench *bench, enum bench_versions versions, uint64_t address)
{
	expect_loaded(bench, versions);
	expect_table(bench, address, 24);
}

static void the_resource_table_is_reported(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	for (size_t i = 0; i < VERSION_COUNT; i++)
		expect_loaded_with_table(&bench, (enum bench_versions)(1 << i), 0x20000000);
	/* its address is that of the section: nothing protects it */
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_addr), 0xdeadbee0);
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_type), 0xffffffff);
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_flags), 0xffffffff);
	expect_loaded_with_table(&bench, ALL_VERSIONS, 0xdeadbee0);
	/* the first of two counts */
	put_u32(image_of(&bench, 0) + SECTION(TEXT, sh_name), get_u32(image_of(&bench, 0) + SECTION(TABLE, sh_name)));
	put_u32(image_of(&bench, 0) + SECTION(TEXT, sh_size), 0);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	bench_close(&bench);
}

static void firmware_needs_no_resource_table(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t names = get_u32(image_of(&bench, 0) + SECTION(NAMES, sh_offset));
	const uint32_t name = get_u32(image_of(&bench, 0) + SECTION(TABLE, sh_name));

	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_size), 0);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_size), 24);
	image_of(&bench, 0)[names + name] = 'x';
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	bench_close(&bench);
}

static void bad_section_headers_are_refused(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_shoff), 54);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	bench_close(&bench);

	/* behind the resource table, versions before 4.10 don't look */
	open_signed(&bench);
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_shnum), 0xffff);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	bench_close(&bench);

	open_signed(&bench);
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_shstrndx), SECTIONS);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shstrndx));
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_shstrndx), 0xffff);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shstrndx));
	const size_t far = section_at(&bench, 0, 0xffff, offsetof(Elf32_Shdr, sh_offset));

	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_TARGET_DEAD, "section-headers", far);
	assert_int_equal(expect_finding(signfw_device_findings(bench.device), "device-crash").offset,
			 bench.image_at[0] + far);
	bench_close(&bench);
}

/* Before 4.10 the search for the table goes on until a section header begins outside of the image. */
static void section_headers_that_leave_the_image(void **state)
{
	struct bench bench;

	(void)state;
	open_two(&bench);
	bench_build_and_sign(&bench);
	uint8_t *image = image_of(&bench, 0);
	size_t outside = 0;

	while (section_at(&bench, 0, outside, 0) < bench.images[0].size)
		outside++;
	put_u32(image + SECTION(TEXT, sh_name), 0);
	put_u16(image + ELF_HEADER(e_shnum), (uint16_t)outside);
	expect_loaded(&bench, UNTIL_4_9);
	put_u16(image + ELF_HEADER(e_shnum), (uint16_t)(outside + 1));
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "section-headers", section_at(&bench, 0, outside, 0));
	bench_close(&bench);
}

static void stripped_section_headers_are_refused(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_shoff), 0);
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_shnum), 0);
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_shstrndx), 0);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shstrndx));
	/* the ELF header is taken for a section, its type and machine for the offset of names */
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "section-names", 0);
	bench_close(&bench);
}

static void names_outside_of_the_image_are_refused(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;
	const uint32_t names = get_u32(image_of(&bench, 0) + SECTION(NAMES, sh_offset));

	put_u32(image_of(&bench, 0) + SECTION(NAMES, sh_size), size - names);
	expect_loaded_with_table(&bench, ALL_VERSIONS, 0x20000000);
	put_u32(image_of(&bench, 0) + SECTION(NAMES, sh_size), size - names + 1);
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(NAMES, sh_name));
	put_u32(image_of(&bench, 0) + SECTION(NAMES, sh_offset), size);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(NAMES, sh_name));
	bench_close(&bench);
}

/* Since 4.10 it is refused; before, it is read. */
static void a_name_outside_of_the_names(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t names = get_u32(image_of(&bench, 0) + SECTION(NAMES, sh_offset));
	const uint32_t names_size = get_u32(image_of(&bench, 0) + SECTION(NAMES, sh_size));

	put_u32(image_of(&bench, 0) + SECTION(TEXT, sh_name), names_size);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(TEXT, sh_name));
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	put_u32(image_of(&bench, 0) + SECTION(TEXT, sh_name), 0x1000000);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(TEXT, sh_name));
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_TARGET_DEAD, "section-names", names + 0x1000000);
	bench_close(&bench);
}

/* ".reso" and nothing behind it is as good as ".resource_table", since 4.10. */
static void a_name_that_the_end_of_the_names_cuts_off(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t names = get_u32(image_of(&bench, 0) + SECTION(NAMES, sh_offset));
	const uint32_t name = get_u32(image_of(&bench, 0) + SECTION(TABLE, sh_name));

	image_of(&bench, 0)[names + name + 5] = 'x';
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	put_u32(image_of(&bench, 0) + SECTION(NAMES, sh_size), name + 5);
	expect_loaded_with_table(&bench, OPTEE_4_10, 0x20000000);
	expect_loaded(&bench, UNTIL_4_9);
	expect_no_table(&bench);
	/* a name that ends before the names do is no prefix */
	image_of(&bench, 0)[names + name + 4] = '\0';
	put_u32(image_of(&bench, 0) + SECTION(NAMES, sh_name), 0);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	bench_close(&bench);
}

/* ---- the resource table ---------------------------------------------------------------------------- */

static void a_bad_resource_table_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
		size_t offset;
	} rows[] = {
		{0, 0, 0},  {0, 2, 0}, {0, 0x101, 0},      {8, 1, 8},
		{12, 1, 8}, {4, 3, 4}, {4, 0x40000000, 4}, {4, 0xffffffff, 4},
	};
	struct bench bench;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		open_signed(&bench);
		const uint32_t table = get_u32(image_of(&bench, 0) + SECTION(TABLE, sh_offset));

		put_u32(image_of(&bench, 0) + table + rows[i].at, rows[i].value);
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table", table + rows[i].offset);
		expect_no_table(&bench);
		bench_close(&bench);
	}
	/* as many entries as there is room for */
	open_signed(&bench);
	put_u32(image_of(&bench, 0) + get_u32(image_of(&bench, 0) + SECTION(TABLE, sh_offset)) + 4, 2);
	expect_loaded_with_table(&bench, ALL_VERSIONS, 0x20000000);
	bench_close(&bench);
}

static void a_resource_table_is_where_it_can_be_read(void **state)
{
	struct bench bench;

	(void)state;
	open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;
	const uint32_t table = get_u32(image_of(&bench, 0) + SECTION(TABLE, sh_offset));

	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_size), 15);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table", table);
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_size), size - table + 1);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table", SECTION(TABLE, sh_name));
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_size), size - table);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_table(&bench, 0x20000000, size - table);
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_size), 24);
	for (uint32_t more = 1; more < 4; more++) {
		put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_offset), table + more);
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_CORRUPT_OBJECT, "resource-table", table + more);
	}
	put_u32(image_of(&bench, 0) + SECTION(TABLE, sh_offset), 0xfffffff0);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table", SECTION(TABLE, sh_name));
	bench_close(&bench);
}

static void two_images_with_resource_tables_are_refused(void **state)
{
	static const struct elf_segment segment[] = {{PT_LOAD, 0x10000000, 64, 64}};
	static const uint8_t table[16] = {1};
	static const struct elf_section sections[] = {{".resource_table", 0x30000000, table, sizeof(table)}};
	struct test_file images[] = {elf_build(segment, 1, sections, 1), elf_build(segment, 1, sections, 1)};
	struct bench bench;

	(void)state;
	bench_open(&bench, images, 2);
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table-count",
		    bench.image_at[1] + section_at(&bench, 1, 1, 0));
	expect_no_table(&bench);
	bench_close(&bench);

	/* in one of them, no matter in which */
	open_two(&bench);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_table(&bench, 0x30000000, 16);
	bench_close(&bench);
}

/* Thousands of program headers for the same bytes: a device hashes them all, for as long as that takes. */
static void segments_may_not_share_their_bytes_too_often(void **state)
{
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, 65536, 65536};
	const uint16_t count = 4097;
	const struct elf_section headers = {".headers", 0, NULL, count * sizeof(Elf32_Phdr)};
	struct test_file image = elf_build(&segment, 1, &headers, 1);
	const uint32_t headers_at = get_u32(image.data + ELF_SECTION(image, 1, sh_offset));
	struct bench bench;

	(void)state;
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	for (size_t i = 0; i < count; i++)
		memcpy(image_of(&bench, 0) + headers_at + i * sizeof(Elf32_Phdr),
		       image_of(&bench, 0) + ELF_SEGMENT(0, p_type), sizeof(Elf32_Phdr));
	put_u32(image_of(&bench, 0) + ELF_HEADER(e_phoff), headers_at);
	/* so much is hashed, */
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_phnum), count - 1);
	expect_loaded(&bench, OPTEE_4_10);
	/* but not more */
	put_u16(image_of(&bench, 0) + ELF_HEADER(e_phnum), count);
	const struct signfw_answer before = bench.answer;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_device *device = NULL;

	assert_int_equal(signfw_device_new(&device, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, bench.container.data, bench.container.size,
					      &bench.answer, &error),
			 SIGNFW_E_UNSUPPORTED);
	assert_string_equal(error.message, "the segments share the same bytes of the file so often that hashing them "
					   "would take too long");
	assert_int_equal(error.offset, bench.image_at[0] + get_u32(image_of(&bench, 0) + ELF_SEGMENT(0, p_offset)));
	assert_memory_equal(&bench.answer, &before, sizeof(before));
	signfw_device_free(device);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bad_elf_header_is_refused),
		cmocka_unit_test(what_a_device_does_not_look_at_may_be_anything),
		cmocka_unit_test(images_must_have_room_for_headers),
		cmocka_unit_test(headers_of_later_images_are_not_checked),
		cmocka_unit_test(program_headers_are_at_multiples_of_4),
		cmocka_unit_test(program_headers_outside_the_image),
		cmocka_unit_test(a_program_header_that_leaves_the_image),
		cmocka_unit_test(an_image_that_begins_unaligned),
		cmocka_unit_test(a_segment_may_end_with_the_image_since_4_10),
		cmocka_unit_test(a_segment_that_leaves_the_image_is_refused),
		cmocka_unit_test(an_image_larger_than_the_images),
		cmocka_unit_test(changed_bytes_are_refused_and_cleared),
		cmocka_unit_test(a_segment_without_a_fitting_entry_is_refused),
		cmocka_unit_test(the_first_entry_of_an_address_decides),
		cmocka_unit_test(two_segments_of_one_address),
		cmocka_unit_test(an_entry_of_one_image_hides_a_segment_of_another),
		cmocka_unit_test(a_table_that_says_more_is_accepted),
		cmocka_unit_test(segments_can_be_left_out),
		cmocka_unit_test(segments_can_be_in_another_image),
		cmocka_unit_test(sizes_in_file_and_memory_say_what_is_written),
		cmocka_unit_test(the_resource_table_is_reported),
		cmocka_unit_test(firmware_needs_no_resource_table),
		cmocka_unit_test(bad_section_headers_are_refused),
		cmocka_unit_test(section_headers_that_leave_the_image),
		cmocka_unit_test(stripped_section_headers_are_refused),
		cmocka_unit_test(names_outside_of_the_image_are_refused),
		cmocka_unit_test(a_name_outside_of_the_names),
		cmocka_unit_test(a_name_that_the_end_of_the_names_cuts_off),
		cmocka_unit_test(a_bad_resource_table_is_refused),
		cmocka_unit_test(a_resource_table_is_where_it_can_be_read),
		cmocka_unit_test(two_images_with_resource_tables_are_refused),
		cmocka_unit_test(segments_may_not_share_their_bytes_too_often),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
