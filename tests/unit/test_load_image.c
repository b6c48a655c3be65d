/* SPDX-License-Identifier: BSD-2-Clause */
/* ELF headers, program headers and the bytes of segments; nothing of it is signed. */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

#define SECTION(index, field) bench_section_at(&bench, 0, index, offsetof(Elf32_Shdr, field))

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

		bench_open_signed(&bench);
		bench_image(&bench, 0)[rows[i].at] = rows[i].value;
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

		bench_open_signed(&bench);
		memset(bench_image(&bench, 0) + rows[i].at, 0xa5, rows[i].size);
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

	bench_open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;

	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff), size - 39);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "elf-size", ELF_HEADER(e_shoff));
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff), size - 40);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	bench_close(&bench);
}

/* Only the first image's header is checked, and with the size of all images. */
static void headers_of_later_images_are_not_checked(void **state)
{
	static const size_t ignored[] = {
		EI_MAG0, EI_CLASS, EI_VERSION, ELF_HEADER(e_phentsize), ELF_HEADER(e_shentsize), ELF_HEADER(e_phnum)};
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	bench_open_two(&bench);
	bench_build_and_sign(&bench);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
		bench_image(&bench, 1)[ignored[i]] = 0;
		expect_loaded(&bench, ALL_VERSIONS);
	}
	/* the last one was e_phnum: nothing of the second image was loaded */
	assert_int_equal(signfw_device_transfer_count(bench.device), 1);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.image, 0);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff), (uint32_t)bench.images[0].size);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	bench_close(&bench);
}

static void program_headers_are_at_multiples_of_4(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	for (uint32_t more = 1; more < 4; more++) {
		put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), sizeof(Elf32_Ehdr) + more);
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "program-headers", ELF_HEADER(e_phoff));
	}
	bench_close(&bench);
}

/* Far away, they crash 4.10, which reads them before it checks. */
static void program_headers_outside_the_image(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;

	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), size);
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "program-headers", ELF_HEADER(e_phoff));
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", size);
	expect_ids(signfw_device_findings(bench.device), "");
	for (uint32_t far = 0x2000; far != 0; far <<= 4) {
		put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), far);
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

	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_phnum), 1);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), size - 32);
	expect_loaded(&bench, ALL_VERSIONS);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), size - 28);
	expect_loaded(&bench, UNTIL_4_9);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", size - 28);
	put_u32(bench_image(&bench, 0) + size - 28, PT_LOAD);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "program-headers", size - 28);
	/* behind the container its page holds zeros, behind the page is nothing */
	put_u32(bench_image(&bench, 0) + size - 28, PT_NULL);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), size - 32);
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_phnum), 2);
	expect_loaded(&bench, UNTIL_4_9);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", size);
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_phnum), 0xffff);
	bench_load(&bench, "optee-4.8");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_TARGET_DEAD);
	assert_true(bench.answer.offset >= 4096 - sizeof(Elf32_Phdr) && bench.answer.offset <= 4096);
	bench_close(&bench);
}

/* What has to be at multiples of 4 has to be so in memory, where a later image may begin anywhere. */
static void an_image_that_begins_unaligned(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_two(&bench);
	put_u32(bench.sizes, (uint32_t)bench.images[0].size + 2);
	bench_build_and_sign(&bench);
	uint8_t *second = bench_image(&bench, 1);

	memmove(second + 2, second, bench.images[1].size - 2);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "program-headers",
		    bench.image_at[1] + 2 + ELF_HEADER(e_phoff));
	bench_close(&bench);
}

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

static void a_segment_of_one_byte_is_copied(void **state)
{
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	open_with_segment_before_end(&bench, 1, 1);
	for (unsigned version = 1; version <= ALL_VERSIONS; version <<= 1) {
		size_t copies = 0;

		if ((version & ALL_VERSIONS) == 0)
			continue;
		expect_loaded(&bench, version);
		for (size_t i = 0; signfw_device_transfer(bench.device, i, &transfer) == SIGNFW_OK; i++)
			copies += transfer.segment == 1 && !transfer.zero && transfer.size == 1;
		assert_int_equal(copies, 1);
	}
	bench_close(&bench);
}

static void a_segment_that_leaves_the_image_is_refused(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;
	const uint32_t offsets[] = {size - 15, size, size + 1, 0x10000000, 0xffffff00};

	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++) {
		put_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_offset), offsets[i]);
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
	put_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_offset), (uint32_t)bench.images[0].size - 15);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "segment-data", ELF_SEGMENT(1, p_type));
	bench_close(&bench);
}

static void segments_can_be_left_out(void **state)
{
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	put_u32(bench_image(&bench, 0) + ELF_SEGMENT(0, p_type), PT_NULL);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 2);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.device_address, 0x20000000);
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_phnum), 1);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 0);
	bench_close(&bench);
}

/* ---- 32 and 64 bits -------------------------------------------------------------------------- */

/* In 32 bits a size may be one that no pointer can be moved by: it is signed, and refused. */
static void an_image_that_ends_beyond_the_last_address(void **state)
{
	static const uint32_t sizes[] = {0x80000000, 0xc0000000, 0xffff0000, 0xffffffff};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		put_u32(bench.sizes, sizes[i]);
		bench_build_and_sign(&bench);
		bench.bits = 32;
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "image-size",
			    bench_value_at(&bench, BENCH_IMGSIZE));
		assert_int_equal(signfw_device_transfer_count(bench.device), 0);
		bench.bits = 64;
		expect_loaded(&bench, ALL_VERSIONS);
		bench_close(&bench);
	}
}

/* The bytes aren't signed: e_shoff + 40 wraps, and the segments are in memory before anybody looks again. */
static void section_headers_near_the_last_address(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	for (uint32_t shoff = 0xffffffd8; shoff != 0; shoff += 4) {
		put_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff), shoff);
		bench.bits = 32;
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "section-headers", ELF_HEADER(e_shoff));
		assert_int_equal(signfw_device_transfer_count(bench.device), 3);
		bench.bits = 64;
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "elf-size", ELF_HEADER(e_shoff));
		assert_int_equal(signfw_device_transfer_count(bench.device), 0);
	}
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff), 0xffffffd4);
	bench.bits = 32;
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "elf-size", ELF_HEADER(e_shoff));
	bench_close(&bench);
}

/* What is refused afterwards doesn't matter: 4.10 reads a header first, which in 32 bits is in front of the image. */
static void program_headers_in_front_of_the_image(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	for (uint32_t before = 4; before <= 256; before *= 2) {
		put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), 0 - before);
		bench.bits = 32;
		expect_load(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", bench.image_at[0] - before);
		expect_ids(signfw_device_findings(bench.device), "");
		expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "program-headers", ELF_HEADER(e_phoff));
		bench.bits = 64;
		expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_TARGET_DEAD, "program-headers", 0 - before);
		expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "program-headers", ELF_HEADER(e_phoff));
	}
	/* so far in front of it that it is in front of the container, too */
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), 0 - (uint32_t)(bench.image_at[0] + 32) / 4 * 4);
	bench.bits = 32;
	bench_load(&bench, "optee-4.10");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_TARGET_DEAD);
	bench_close(&bench);
}

/* Up to 4.9, the end of such a segment is in front of its beginning, but inside. */
static void a_segment_whose_end_wraps(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	put_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_filesz), 0xfffffff0);
	for (size_t i = 0; i < 2; i++) {
		bench.bits = i == 0 ? 32 : 64;
		expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "segment-data", ELF_SEGMENT(1, p_type));
	}
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "segment-data", ELF_SEGMENT(1, p_type));
	bench.bits = 32;
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry", ELF_SEGMENT(1, p_type));
	bench_close(&bench);

	/* if that size is signed, it goes as far as the pseudo TA */
	bench_open_good(&bench);
	put_u32(bench.table + SIGNFW_HASH_ENTRY_SIZE + offsetof(Elf32_Phdr, p_filesz), 0xfffffff0);
	put_u32(bench.images[0].data + ELF_SEGMENT(1, p_filesz), 0xfffffff0);
	bench_build_and_sign(&bench);
	bench.bits = 32;
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_TARGET_DEAD, "segment-data",
		       get_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_offset)));
	assert_int_equal(expect_finding(signfw_device_findings(bench.device), "device-crash").offset,
			 bench.answer.offset);
	bench.bits = 64;
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "segment-data", ELF_SEGMENT(1, p_type));
	bench_close(&bench);
}

/* Sizes are added in 32 bits, with a sign: the second image may be in front of the first. */
static void an_image_in_front_of_the_one_before(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_two(&bench);
	put_u32(bench.sizes, 0xfffffff8);
	bench_build_and_sign(&bench);
	bench.bits = 64;
	for (size_t i = 0; i < VERSION_COUNT; i++) {
		bench_load(&bench, version_names[i]);
		/* the end of the signature is no ELF file, but that isn't looked at */
		assert_int_not_equal(bench.answer.result, SIGNFW_TEE_SUCCESS);
		assert_true(bench.answer.offset >= bench.image_at[0] - 8 && bench.answer.offset <= bench.image_at[1]);
	}
	put_u32(bench.container.data + bench_value_at(&bench, BENCH_IMGSIZE), 0x7ffffff8);
	bench_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_TARGET_DEAD, "elf-header",
		    bench.image_at[0] + 0x7ffffff8 + ELF_HEADER(e_phoff));
	bench_close(&bench);
}

/* Of a header that leaves the container's last page, p_paddr is read, and nothing else. */
static void a_program_header_across_the_end_of_the_page(void **state)
{
	const struct test_file image = bench_elf();
	struct bench bench;

	(void)state;
	bench_open_to_page(&bench, &image);
	bench_build_and_sign(&bench);
	assert_int_equal(bench.container.size % 4096, 4092);
	const uint32_t end = (uint32_t)bench.images[0].size;

	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_phnum), 1);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), end - 12);
	expect_loaded(&bench, UNTIL_4_9);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "program-headers", end - 12);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), end - 8);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_TARGET_DEAD, "program-headers", end - 8);
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
		cmocka_unit_test(a_segment_of_one_byte_is_copied),
		cmocka_unit_test(a_segment_that_leaves_the_image_is_refused),
		cmocka_unit_test(an_image_larger_than_the_images),
		cmocka_unit_test(segments_can_be_left_out),
		cmocka_unit_test(an_image_that_ends_beyond_the_last_address),
		cmocka_unit_test(section_headers_near_the_last_address),
		cmocka_unit_test(program_headers_in_front_of_the_image),
		cmocka_unit_test(a_segment_whose_end_wraps),
		cmocka_unit_test(an_image_in_front_of_the_one_before),
		cmocka_unit_test(a_program_header_across_the_end_of_the_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
