/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

#define SECTION(index, field) bench_section_at(&bench, 0, index, offsetof(Elf32_Shdr, field))

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
	bench_open_signed(&bench);
	for (size_t i = 0; i < VERSION_COUNT; i++)
		expect_loaded_with_table(&bench, (enum bench_versions)(1 << i), 0x20000000);
	/* its address is that of the section: nothing protects it */
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_addr), 0xdeadbee0);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_type), 0xffffffff);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_flags), 0xffffffff);
	expect_loaded_with_table(&bench, ALL_VERSIONS, 0xdeadbee0);
	/* the first of two counts */
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_name),
		get_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_name)));
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_size), 0);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	/* even one in section 0, which is none */
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_name), 0);
	expect_loaded_with_table(&bench, ALL_VERSIONS, 0xdeadbee0);
	put_u32(bench_image(&bench, 0) + SECTION(0, sh_name),
		get_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_name)));
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	bench_close(&bench);
}

static void firmware_needs_no_resource_table(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t names = get_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_offset));
	const uint32_t name = get_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_name));

	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_size), 0);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_size), 24);
	bench_image(&bench, 0)[names + name] = 'x';
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	bench_close(&bench);
}

static void bad_section_headers_are_refused(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff), 54);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	bench_close(&bench);

	/* behind the resource table, versions before 4.10 don't look */
	bench_open_signed(&bench);
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_shnum), 0xffff);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	bench_close(&bench);

	bench_open_signed(&bench);
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_shstrndx), BENCH_SECTIONS);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shstrndx));
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_shstrndx), 0xffff);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shstrndx));
	const size_t far = bench_section_at(&bench, 0, 0xffff, offsetof(Elf32_Shdr, sh_offset));

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
	bench_open_two(&bench);
	bench_build_and_sign(&bench);
	uint8_t *image = bench_image(&bench, 0);
	size_t outside = 0;

	while (bench_section_at(&bench, 0, outside, 0) < bench.images[0].size)
		outside++;
	put_u32(image + SECTION(BENCH_TEXT, sh_name), 0);
	put_u16(image + ELF_HEADER(e_shnum), (uint16_t)outside);
	expect_loaded(&bench, UNTIL_4_9);
	put_u16(image + ELF_HEADER(e_shnum), (uint16_t)(outside + 1));
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "section-headers",
		       bench_section_at(&bench, 0, outside, 0));
	bench_close(&bench);
}

/* Before 4.10 one byte of a section header is enough; the others are read wherever they are. */
static void the_last_byte_may_begin_a_section_header(void **state)
{
	(void)state;
	for (uint32_t bytes = 0; bytes <= 1; bytes++) {
		struct bench bench;

		bench_open_good(&bench);
		bench_build(&bench);
		const uint32_t last = (uint32_t)SECTION(BENCH_NAMES, sh_name);

		put_u32(bench.container.data + bench_value_at(&bench, BENCH_IMGSIZE), last + bytes);
		bench_sign(&bench);
		put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_name), 0);
		if (bytes == 0)
			expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "section-headers", last);
		else
			expect_loaded(&bench, UNTIL_4_9);
		bench_close(&bench);
	}
}

static void stripped_section_headers_are_refused(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff), 0);
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_shnum), 0);
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_shstrndx), 0);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shstrndx));
	/* the ELF header is taken for a section, its type and machine for the offset of names */
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "section-names", 0);
	bench_close(&bench);
}

static void names_outside_of_the_image_are_refused(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;
	const uint32_t names = get_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_offset));

	put_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_size), size - names);
	expect_loaded_with_table(&bench, ALL_VERSIONS, 0x20000000);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_size), size - names + 1);
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(BENCH_NAMES, sh_name));
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_offset), size);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(BENCH_NAMES, sh_name));
	bench_close(&bench);
}

/* Since 4.10 it is refused; before, it is read. */
static void a_name_outside_of_the_names(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t names = get_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_offset));
	const uint32_t names_size = get_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_size));

	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_name), names_size);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(BENCH_TEXT, sh_name));
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_name), 0x1000000);
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(BENCH_TEXT, sh_name));
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_TARGET_DEAD, "section-names", names + 0x1000000);
	bench_close(&bench);
}

/* ".reso" and nothing behind it is as good as ".resource_table", since 4.10. */
static void a_name_that_the_end_of_the_names_cuts_off(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t names = get_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_offset));
	const uint32_t name = get_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_name));

	bench_image(&bench, 0)[names + name + 5] = 'x';
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_size), name + 5);
	expect_loaded_with_table(&bench, OPTEE_4_10, 0x20000000);
	expect_loaded(&bench, UNTIL_4_9);
	expect_no_table(&bench);
	/* a name that ends before the names do is no prefix */
	bench_image(&bench, 0)[names + name + 4] = '\0';
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_name), 0);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_no_table(&bench);
	bench_close(&bench);
}

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
		bench_open_signed(&bench);
		const uint32_t table = get_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_offset));

		put_u32(bench_image(&bench, 0) + table + rows[i].at, rows[i].value);
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table", table + rows[i].offset);
		expect_no_table(&bench);
		bench_close(&bench);
	}
	/* as many entries as there is room for */
	bench_open_signed(&bench);
	put_u32(bench_image(&bench, 0) + get_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_offset)) + 4,
		2);
	expect_loaded_with_table(&bench, ALL_VERSIONS, 0x20000000);
	bench_close(&bench);
}

/* An IMGSIZE beyond the container lets sh_offset, which isn't signed, lead there. */
static void a_resource_table_behind_the_container(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	put_u32(bench.container.data + bench_value_at(&bench, BENCH_IMGSIZE), 0x40000000);
	bench_sign(&bench);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_offset), 0x20000000);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_TARGET_DEAD, "resource-table", 0x20000000);
	bench_close(&bench);
}

static void a_resource_table_is_where_it_can_be_read(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;
	const uint32_t table = get_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_offset));

	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_size), 15);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table", table);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_size), size - table + 1);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table",
		       SECTION(BENCH_RESOURCE_TABLE, sh_name));
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_size), size - table);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_table(&bench, 0x20000000, size - table);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_size), 24);
	for (uint32_t more = 1; more < 4; more++) {
		put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_offset), table + more);
		expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_CORRUPT_OBJECT, "resource-table", table + more);
	}
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_RESOURCE_TABLE, sh_offset), 0xfffffff0);
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "resource-table",
		       SECTION(BENCH_RESOURCE_TABLE, sh_name));
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
		    bench.image_at[1] + bench_section_at(&bench, 1, 1, 0));
	expect_no_table(&bench);
	bench_close(&bench);

	/* in one of them, no matter in which */
	bench_open_two(&bench);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ALL_VERSIONS);
	expect_table(&bench, 0x30000000, 16);
	bench_close(&bench);
}

/* What is in the file is encrypted, so that only its place is checked. */
static void an_encrypted_resource_table_is_not_looked_at(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 32, 32}, {PT_LOAD, 0x20000000, 16, 16}};
	static const uint8_t garbage[16] = {7, 7, 7};
	static const struct elf_section section = {".resource_table", 0x20000000, garbage, sizeof(garbage)};
	struct test_file image = elf_build(segments, 2, &section, 1);
	uint8_t table[BENCH_ENC_TABLE_SIZE];
	struct bench bench;

	(void)state;
	bench_open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ST_4_0);
	bench_close(&bench);
	image = elf_build(segments, 2, &section, 1);
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	bench_load(&bench, "st-4.0");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_BAD_FORMAT);
	assert_string_equal(bench.answer.rule, "resource-table");
	bench_close(&bench);
}

/* Two neighbours, the second with other physical addresses, and one at the end of the address space. */
static const struct signfw_region regions[] = {
	{"tcm", 0x10000000, 0x10000000, 0x1000, SIGNFW_REACH_UNKNOWN},
	{"ram", 0x10001000, 0x38000000, 0x1000, SIGNFW_REACH_YES},
	{"end", 0xffffff00, 0xc0000000, 0x100, SIGNFW_REACH_NO},
};

static void close_one(struct bench *bench)
{
	signfw_memory *memory = (signfw_memory *)(uintptr_t)bench->memory;

	bench_close(bench);
	signfw_memory_free(memory);
}

static void the_resource_table_is_in_one_region(void **state)
{
	static const struct {
		uint32_t address, size;
		uint64_t physical_address; /* 0: refused */
	} rows[] = {
		{0x10001100, 16, 0x38000100},
		{0x10000ff0, 16, 0x10000ff0},
		{0x10000ff4, 16, 0},
		{0x38000000, 16, 0},
		{0, 16, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static const struct elf_segment segment = {PT_LOAD, 0x10000000, 16, 16};
		static const uint8_t table[16] = {1};
		const struct elf_section section = {".resource_table", rows[i].address, table, rows[i].size};
		const struct test_file image = elf_build(&segment, 1, &section, 1);
		const size_t header = ELF_SECTION(image, 1, sh_name);
		signfw_memory *memory = NULL;
		struct bench bench;
		uint64_t address;
		uint32_t size;

		bench_open(&bench, &image, 1);
		assert_int_equal(signfw_memory_from_regions(&memory, regions, 3, NULL), SIGNFW_OK);
		bench.memory = memory;
		bench_build_and_sign(&bench);
		if (rows[i].physical_address == 0) {
			/* ST's 4.0 translates, and doesn't ask for a region; but it asserts that the result isn't 0 */
			if (rows[i].address == 0) {
				expect_refused(&bench, ST_4_0, SIGNFW_TEE_TARGET_DEAD, "resource-table-memory", header);
				/* nobody clears memory then */
				expect_ids(signfw_device_findings(bench.device), "device-crash device-partly-loaded");
			} else {
				expect_loaded(&bench, ST_4_0);
				assert_true(signfw_device_resource_table(bench.device, &address, &size));
				assert_int_equal(address, rows[i].address);
			}
			expect_load(&bench, UPSTREAM, SIGNFW_TEE_ACCESS_DENIED, "resource-table-memory",
				    bench.image_at[0] + header);
			assert_false(signfw_device_resource_table(bench.device, &address, &size));
			expect_only(signfw_device_findings(bench.device), "device-partly-loaded", SIGNFW_WARNING,
				    bench.image_at[0] + header);
		} else {
			expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
			assert_true(signfw_device_resource_table(bench.device, &address, &size));
			assert_int_equal(address, rows[i].physical_address);
			assert_int_equal(size, 16);
		}
		close_one(&bench);
	}
}

/* ---- behind the container, and 32 bits ------------------------------------------------------------- */

/* Up to 4.9: the rest of the container's page can be read, and what is behind it can't. */
static void section_names_behind_the_container(void **state)
{
	const struct test_file image = bench_elf();
	struct bench bench;

	(void)state;
	bench_open_to_page(&bench, &image);
	bench_build_and_sign(&bench);
	const uint32_t end = (uint32_t)bench.images[0].size;
	const uint32_t names = get_u32(bench_image(&bench, 0) + SECTION(BENCH_NAMES, sh_offset));

	/* a name of zeros is another one */
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_name), end - names);
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_name), end - names + 4);
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_TARGET_DEAD, "section-names", end + 4);
	/* in 64 bits the name is 4 GiB behind the names, in 32 it is in front of them */
	put_u32(bench_image(&bench, 0) + SECTION(BENCH_TEXT, sh_name), 0xffffffff);
	bench.bits = 64;
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_TARGET_DEAD, "section-names", names + UINT64_C(0xffffffff));
	bench.bits = 32;
	expect_loaded_with_table(&bench, UNTIL_4_9, 0x20000000);
	expect_ids(signfw_device_findings(bench.device), "device-start-fails");
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-names", SECTION(BENCH_TEXT, sh_name));
	bench_close(&bench);
}

/* Up to 4.9 e_shstrndx may lead to a header of zeros: the names are at the beginning of the image. */
static void a_header_of_names_behind_the_container(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t headers = get_u32(bench_image(&bench, 0) + ELF_HEADER(e_shoff));
	const size_t index = (bench.images[0].size - headers) / sizeof(Elf32_Shdr) + 1;

	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_shstrndx), (uint16_t)index);
	expect_loaded(&bench, UNTIL_4_9);
	expect_no_table(&bench);
	bench_close(&bench);
}

/* The search gets to a section header behind the image, which ends so many bytes before its page does; its offset. */
static uint32_t open_with_section_header_behind(struct bench *bench, uint32_t left)
{
	const struct test_file image = bench_elf();

	bench_open_to_page(bench, &image);
	bench->images[0].size -= left - 4;
	put_u32(bench->sizes, (uint32_t)bench->images[0].size);
	bench_build_and_sign(bench);
	uint8_t *elf = bench_image(bench, 0);
	const uint32_t end = (uint32_t)bench->images[0].size;
	const uint32_t headers = end - BENCH_SECTIONS * (uint32_t)sizeof(Elf32_Shdr);

	memmove(elf + headers, elf + get_u32(elf + ELF_HEADER(e_shoff)), end - headers);
	put_u32(elf + ELF_HEADER(e_shoff), headers);
	put_u16(elf + ELF_HEADER(e_shnum), BENCH_SECTIONS + 1);
	put_u32(elf + headers + BENCH_RESOURCE_TABLE * sizeof(Elf32_Shdr) + offsetof(Elf32_Shdr, sh_name), 0);
	return end;
}

/* Whether that is read before it is refused is up to the compiler. */
static void a_section_header_behind_the_page_may_crash(void **state)
{
	struct bench bench;
	const uint32_t end = open_with_section_header_behind(&bench, 4);

	(void)state;
	expect_refused(&bench, UNTIL_4_9, SIGNFW_TEE_BAD_FORMAT, "section-headers", end);
	const struct signfw_finding finding = expect_finding(signfw_device_findings(bench.device), "device-crash");

	assert_int_equal(finding.offset, bench.image_at[0] + end);
	assert_non_null(strstr(finding.message, "may read"));
	expect_refused(&bench, OPTEE_4_10, SIGNFW_TEE_BAD_FORMAT, "section-headers", ELF_HEADER(e_shoff));
	bench_close(&bench);
}

/* sh_offset and sh_size are the last that is read of it. */
static void a_section_header_whose_offset_and_size_are_in_the_page(void **state)
{
	struct bench bench;
	const uint32_t end =
		open_with_section_header_behind(&bench, offsetof(Elf32_Shdr, sh_size) + sizeof(Elf32_Word));

	(void)state;
	expect_refused(&bench, OPTEE_4_8, SIGNFW_TEE_BAD_FORMAT, "section-headers", end);
	expect_ids(signfw_device_findings(bench.device), "device-partly-loaded");
	bench_close(&bench);
}

/* Only the first image's e_shoff was compared with the size of the images. */
static void section_headers_of_a_later_image_near_the_last_address(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_two(&bench);
	bench_build_and_sign(&bench);
	put_u32(bench_image(&bench, 1) + ELF_HEADER(e_shoff), 0xffff0000);
	bench.bits = 32;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "section-headers",
		    bench.image_at[1] + ELF_HEADER(e_shoff));
	bench.bits = 64;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "section-headers",
		    bench.image_at[1] + ELF_HEADER(e_shoff));
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_resource_table_is_reported),
		cmocka_unit_test(firmware_needs_no_resource_table),
		cmocka_unit_test(bad_section_headers_are_refused),
		cmocka_unit_test(section_headers_that_leave_the_image),
		cmocka_unit_test(the_last_byte_may_begin_a_section_header),
		cmocka_unit_test(stripped_section_headers_are_refused),
		cmocka_unit_test(names_outside_of_the_image_are_refused),
		cmocka_unit_test(a_name_outside_of_the_names),
		cmocka_unit_test(a_name_that_the_end_of_the_names_cuts_off),
		cmocka_unit_test(a_bad_resource_table_is_refused),
		cmocka_unit_test(a_resource_table_is_where_it_can_be_read),
		cmocka_unit_test(a_resource_table_behind_the_container),
		cmocka_unit_test(two_images_with_resource_tables_are_refused),
		cmocka_unit_test(an_encrypted_resource_table_is_not_looked_at),
		cmocka_unit_test(the_resource_table_is_in_one_region),
		cmocka_unit_test(section_names_behind_the_container),
		cmocka_unit_test(a_header_of_names_behind_the_container),
		cmocka_unit_test(a_section_header_behind_the_page_may_crash),
		cmocka_unit_test(a_section_header_whose_offset_and_size_are_in_the_page),
		cmocka_unit_test(section_headers_of_a_later_image_near_the_last_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
