/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf/elf32.h"

#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/container.h"

/* Where the ELF file is said to begin: findings count from there. */
#define BASE 5000

/* An ELF file, and what came of parsing it. */
struct parsed {
	struct test_file file;
	struct elf32 elf;
	signfw_findings *findings;
};

static struct parsed parse(struct test_file file)
{
	struct parsed parsed = {.file = file, .findings = new_findings()};

	assert_int_equal(sfw_elf32_parse(&parsed.elf, (struct span){file.data, file.size}, BASE, parsed.findings),
			 SIGNFW_OK);
	return parsed;
}

static void done(struct parsed *parsed)
{
	sfw_elf32_cleanup(&parsed->elf);
	signfw_findings_free(parsed->findings);
	free(parsed->file.data);
}

/* Parses a file with one fault, which is found, and gives `segments` segments. */
static void expect_fault(struct test_file file, const char *id, enum signfw_severity severity, uint64_t offset,
			 const char *message, size_t segments)
{
	struct parsed parsed = parse(file);
	const struct signfw_finding finding = expect_only(parsed.findings, id, severity, BASE + offset);

	assert_string_equal(finding.message, message);
	assert_int_equal(parsed.elf.segment_count, segments);
	done(&parsed);
}

static void a_good_file_is_read(void **state)
{
	struct parsed parsed = parse(elf_good());
	const struct segment *segments = parsed.elf.segments;

	(void)state;
	expect_ids(parsed.findings, "");
	assert_int_equal(parsed.elf.entry, 0x10000001);
	assert_int_equal(parsed.elf.segment_count, 2);
	assert_int_equal(parsed.elf.segments_offset, 52);
	assert_int_equal(sfw_elf32_header_offset(&parsed.elf, 1), 84);
	assert_int_equal(segments[0].type, PT_LOAD);
	assert_int_equal(segments[0].offset, 116);
	assert_int_equal(segments[0].vaddr, 0x10000000);
	assert_int_equal(segments[0].paddr, 0x10000000);
	assert_int_equal(segments[0].filesz, 64);
	assert_int_equal(segments[0].memsz, 64);
	assert_int_equal(segments[0].flags, 5);
	assert_int_equal(segments[0].align, 4);
	assert_int_equal(segments[1].offset, 180);
	assert_int_equal(segments[1].memsz, 32);
	assert_ptr_equal(sfw_elf32_bytes(&parsed.elf, &segments[1]).data, parsed.file.data + 180);
	assert_int_equal(sfw_elf32_bytes(&parsed.elf, &segments[1]).size, 16);
	assert_false(parsed.elf.resource_table.found);
	assert_int_equal(parsed.elf.debug_size, 0);
	done(&parsed);
}

static void sections_that_matter_are_found(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 8, 8};
	static const struct elf_section sections[] = {
		{".text", 0x10000000, NULL, 4},
		{".debug_info", 0, NULL, 100},
		{".zdebug_line", 0, NULL, 20},
		{".resource_tabl", 0, NULL, 4},
		{".resource_table", 0x10000004, "table", 5},
		{".resource_table", 0x999, NULL, 16},
		{".debug_frame", 0, NULL, 3},
	};
	struct test_file file = elf_build(&load, 1, sections, 7);

	(void)state;
	/* sections without bytes in the file don't count as bytes of the file */
	put_u32(file.data + ELF_SECTION(file, 7, sh_type), SHT_NOBITS);

	struct parsed parsed = parse(file);
	const struct resource_table *table = &parsed.elf.resource_table;

	expect_ids(parsed.findings, "");
	assert_int_equal(parsed.elf.debug_size, 120);
	assert_true(table->found);
	assert_int_equal(table->header_offset, ELF_SECTION(file, 5, sh_name));
	assert_int_equal(table->address, 0x10000004);
	assert_int_equal(table->size, 5);
	assert_memory_equal(file.data + table->offset, "table", 5);
	done(&parsed);
}

/* The headers speak of it: segments, sections, and themselves. */
static void a_file_ends_with_the_last_byte_that_has_a_meaning(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 8, 8};
	static const struct elf_section sections[] = {{".text", 0x10000000, NULL, 4}, {".bss", 0x20000000, NULL, 0}};
	static const struct {
		size_t field;
		uint32_t value;
		uint64_t end; /* 0: of the file */
	} rows[] = {
		{offsetof(Elf32_Shdr, sh_size), 5000, 92 + 5000},
		{offsetof(Elf32_Shdr, sh_offset), 5000, 5004},
		{offsetof(Elf32_Shdr, sh_offset), 0xffffffff, UINT64_C(0x100000003)},
		{offsetof(Elf32_Shdr, sh_type), SHT_NOBITS, 0},
	};
	struct parsed parsed = parse(elf_build(&load, 1, sections, 2));

	(void)state;
	assert_int_equal(parsed.elf.end, parsed.file.size);
	done(&parsed);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = elf_build(&load, 1, sections, 2);

		put_u32(file.data + ELF_SECTION(file, 1, sh_name) + rows[i].field, rows[i].value);
		parsed = parse(file);
		assert_true(parsed.elf.end == (rows[i].end == 0 ? file.size : rows[i].end));
		done(&parsed);
	}
}

static void what_is_not_an_elf_file_is_refused(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	file.data[0] = 0;
	expect_fault(file, "elf-magic", SIGNFW_ERROR, 0, "not an ELF file (it doesn't begin with 7f 45 4c 46)", 0);

	file = elf_good();
	put_u32(file.data, 0x3543a468);
	expect_fault(file, "elf-magic", SIGNFW_ERROR, 0,
		     "not an ELF file, but a container that is signed already: 'resign' signs it anew", 0);

	file = elf_good();
	file.size = 3;
	expect_fault(file, "elf-magic", SIGNFW_ERROR, 0, "not an ELF file (it doesn't begin with 7f 45 4c 46)", 0);

	file = elf_good();
	file.size = 51;
	expect_fault(file, "elf-truncated", SIGNFW_ERROR, 0, "the ELF file has 51 bytes, its header alone needs 52", 0);
	expect_fault((struct test_file){NULL, 0}, "elf-magic", SIGNFW_ERROR, 0,
		     "the file is empty, expected an ELF file", 0);
}

static void another_kind_of_elf_file_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
		const char *id, *message;
		enum signfw_severity severity;
		size_t segments;
	} rows[] = {
		{EI_CLASS, ELFCLASS64, "elf-class", "a 64-bit ELF file (class 2), expected 32-bit (1)", SIGNFW_ERROR,
		 0},
		{EI_CLASS, 7, "elf-class", "an unknown kind of ELF file (class 7), expected 32-bit (1)", SIGNFW_ERROR,
		 0},
		{EI_DATA, ELFDATA2MSB, "elf-byte-order",
		 "a big-endian ELF file (encoding 2), expected little-endian (1)", SIGNFW_ERROR, 0},
		{EI_DATA, 0, "elf-byte-order", "an unknown kind of ELF file (encoding 0), expected little-endian (1)",
		 SIGNFW_ERROR, 0},
		{EI_VERSION, 2, "elf-version", "ELF version 2, expected 1", SIGNFW_ERROR, 2},
		{ELF_HEADER(e_machine), EM_386, "elf-machine", "machine 3, expected ARM (40)", SIGNFW_WARNING, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = elf_good();

		file.data[rows[i].at] = rows[i].value;
		expect_fault(file, rows[i].id, rows[i].severity, rows[i].at, rows[i].message, rows[i].segments);
	}
}

static void a_bad_program_header_table_is_refused(void **state)
{
	static const struct {
		size_t field;
		uint16_t value;
		const char *id;
		size_t offset;
		const char *message;
	} rows[] = {
		{ELF_HEADER(e_phnum), 0, "elf-no-program-headers", ELF_HEADER(e_phnum),
		 "the ELF file has no program headers"},
		{ELF_HEADER(e_phnum), 4097, "elf-too-many-segments", ELF_HEADER(e_phnum),
		 "4097 program headers, at most 4096 are handled"},
		{ELF_HEADER(e_phnum), 4096, "elf-program-headers-outside", ELF_HEADER(e_phoff),
		 "4096 program headers at offset 0x34 leave the file, which has 288 bytes"},
		{ELF_HEADER(e_phentsize), 31, "elf-entry-size", ELF_HEADER(e_phentsize),
		 "program headers of 31 bytes, expected 32"},
		{ELF_HEADER(e_phoff), 268, "elf-program-headers-outside", ELF_HEADER(e_phoff),
		 "2 program headers at offset 0x10c leave the file, which has 288 bytes"},
		{ELF_HEADER(e_phoff), 0xfff0, "elf-program-headers-outside", ELF_HEADER(e_phoff),
		 "2 program headers at offset 0xfff0 leave the file, which has 288 bytes"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = elf_good();

		put_u16(file.data + rows[i].field, rows[i].value);
		expect_fault(file, rows[i].id, SIGNFW_ERROR, rows[i].offset, rows[i].message, 0);
	}
}

static void unaligned_program_headers_are_read_all_the_same(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	memmove(file.data + 54, file.data + 52, 64);
	put_u32(file.data + ELF_HEADER(e_phoff), 54);
	put_u32(file.data + 54 + offsetof(Elf32_Phdr, p_offset), 120);

	struct parsed parsed = parse(file);

	assert_string_equal(
		expect_only(parsed.findings, "elf-alignment", SIGNFW_ERROR, BASE + ELF_HEADER(e_phoff)).message,
		"program headers at offset 0x36, which isn't a multiple of 4");
	assert_int_equal(parsed.elf.segment_count, 2);
	assert_int_equal(parsed.elf.segments[0].paddr, 0x10000000);
	assert_int_equal(parsed.elf.segments[1].paddr, 0x20000000);
	assert_int_equal(sfw_elf32_header_offset(&parsed.elf, 0), 54);
	done(&parsed);
}

/* Thousands of segments over the same bytes, which somebody would have to hash. */
static void segments_may_not_share_their_bytes_too_often(void **state)
{
	static const struct {
		size_t count;
		uint32_t filler, size, last;
		const char *message;
	} rows[] = {
		/* 16 times the file, and a bit; */
		{17, 7380, 7640, 7631, NULL},
		{17, 7380, 7640, 7632, "17 segments have 129872 bytes together, in a file of 8116"},
		/* of a small one 64 KiB */
		{64, 0, 1024, 1024, NULL},
		{64, 0, 1024, 1025, "64 segments have 65537 bytes together, in a file of 2240"},
		{4096, 65536, 65536, 65536, "4096 segments have 268435456 bytes together, in a file of 196800"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct elf_section filler = {".filler", 0, NULL, rows[i].filler};
		struct elf_segment *segments = calloc(rows[i].count, sizeof(*segments));

		assert_non_null(segments);
		struct test_file file = elf_build(segments, rows[i].count, &filler, 1);

		for (size_t j = 0; j < rows[i].count; j++) {
			put_u32(file.data + ELF_SEGMENT(j, p_offset), 0);
			put_u32(file.data + ELF_SEGMENT(j, p_filesz),
				j + 1 < rows[i].count ? rows[i].size : rows[i].last);
		}
		free(segments);
		if (rows[i].message != NULL) {
			expect_fault(file, "elf-segments-alias", SIGNFW_ERROR, 52, rows[i].message, 0);
			continue;
		}
		struct parsed parsed = parse(file);

		expect_ids(parsed.findings, "");
		assert_int_equal(parsed.elf.segment_count, rows[i].count);
		done(&parsed);
	}
}

static void a_segment_has_to_be_inside_the_file(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	/* exactly to the end is inside */
	put_u32(file.data + ELF_SEGMENT(1, p_filesz), (uint32_t)file.size - 180);

	struct parsed parsed = parse(file);

	expect_ids(parsed.findings, "");
	done(&parsed);

	file = elf_good();
	put_u32(file.data + ELF_SEGMENT(1, p_filesz), (uint32_t)file.size - 179);
	expect_fault(file, "elf-segment-outside", SIGNFW_ERROR, ELF_SEGMENT(1, p_type),
		     "segment 1 (LOAD, 0x20000000): 0x6d bytes at offset 0xb4 leave the file, which has 288 bytes", 2);

	file = elf_good();
	put_u32(file.data + ELF_SEGMENT(0, p_offset), UINT32_MAX);
	expect_fault(
		file, "elf-segment-outside", SIGNFW_ERROR, ELF_SEGMENT(0, p_type),
		"segment 0 (LOAD, 0x10000000): 0x40 bytes at offset 0xffffffff leave the file, which has 288 bytes", 2);
}

static void a_segment_that_is_not_loaded_may_be_cut(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	put_u32(file.data + ELF_SEGMENT(1, p_type), PT_NOTE);
	put_u32(file.data + ELF_SEGMENT(1, p_offset), 280);

	struct parsed parsed = parse(file);

	assert_string_equal(
		expect_only(parsed.findings, "elf-segment-cut", SIGNFW_WARNING, BASE + ELF_SEGMENT(1, p_type)).message,
		"segment 1 (NOTE, 0x20000000): 0x10 bytes at offset 0x118 leave the file, which has 288 bytes");
	/* what is left of it */
	assert_ptr_equal(sfw_elf32_bytes(&parsed.elf, &parsed.elf.segments[1]).data, file.data + 280);
	assert_int_equal(sfw_elf32_bytes(&parsed.elf, &parsed.elf.segments[1]).size, 8);
	parsed.elf.segments[1].offset = 288;
	assert_int_equal(sfw_elf32_bytes(&parsed.elf, &parsed.elf.segments[1]).size, 0);
	parsed.elf.segments[1].offset = UINT32_MAX;
	assert_int_equal(sfw_elf32_bytes(&parsed.elf, &parsed.elf.segments[1]).size, 0);
	done(&parsed);
}

static void without_section_headers_only_the_segments_are_read(void **state)
{
	static const char message[] = "the ELF file has no section headers; strip it without --strip-section-headers";
	struct test_file file = elf_good();

	(void)state;
	put_u16(file.data + ELF_HEADER(e_shnum), 0);
	expect_fault(file, "elf-no-section-headers", SIGNFW_WARNING, ELF_HEADER(e_shnum), message, 2);

	file = elf_good();
	put_u32(file.data + ELF_HEADER(e_shoff), 0);
	expect_fault(file, "elf-no-section-headers", SIGNFW_WARNING, ELF_HEADER(e_shnum), message, 2);
}

static void bad_section_headers_are_refused(void **state)
{
	static const struct {
		size_t field;
		uint16_t value;
		size_t offset;
		const char *message;
	} rows[] = {
		{ELF_HEADER(e_shentsize), 39, ELF_HEADER(e_shentsize), "section headers of 39 bytes, expected 40"},
		{ELF_HEADER(e_shoff), 252, ELF_HEADER(e_shoff),
		 "2 section headers at offset 0xfc leave the file, which has 288 bytes"},
		{ELF_HEADER(e_shnum), 4, ELF_HEADER(e_shoff),
		 "4 section headers at offset 0xd0 leave the file, which has 288 bytes"},
		{ELF_HEADER(e_shstrndx), 2, ELF_HEADER(e_shstrndx), "section names in section 2, but there are only 2"},
		{ELF_HEADER(e_shstrndx), 0xffff, ELF_HEADER(e_shstrndx),
		 "section names in section 65535, but there are only 2"},
	};
	struct test_file file;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		file = elf_good();
		put_u16(file.data + rows[i].field, rows[i].value);
		expect_fault(file, "elf-section-headers", SIGNFW_ERROR, rows[i].offset, rows[i].message, 2);
	}
	file = elf_good();
	put_u32(file.data + ELF_SECTION(file, 1, sh_size), 1000);
	expect_fault(file, "elf-section-headers", SIGNFW_ERROR, ELF_HEADER(e_shstrndx),
		     "the names of the sections (section 1) leave the file", 2);
	file = elf_good();
	put_u32(file.data + ELF_SECTION(file, 0, sh_name), 12);
	expect_fault(file, "elf-section-headers", SIGNFW_ERROR, ELF_SECTION(file, 0, sh_name),
		     "section 0 has its name at 0xc, but the names have only 11 bytes", 2);
}

static void unaligned_section_headers_are_found(void **state)
{
	struct test_file file = elf_good();
	const uint32_t at = get_u32(file.data + ELF_HEADER(e_shoff));

	(void)state;
	file.data = realloc(file.data, file.size + 2);
	assert_non_null(file.data);
	memmove(file.data + at + 2, file.data + at, 80);
	file.size += 2;
	put_u32(file.data + ELF_HEADER(e_shoff), at + 2);
	expect_fault(file, "elf-alignment", SIGNFW_ERROR, ELF_HEADER(e_shoff),
		     "section headers at offset 0xd2, which isn't a multiple of 4", 2);
}

static void names_behind_the_resource_table_do_not_matter(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 8, 8};
	static const struct elf_section sections[] = {{".resource_table", 0x10000000, NULL, 16}, {".x", 0, NULL, 4}};
	struct test_file file = elf_build(&load, 1, sections, 2);

	(void)state;
	put_u32(file.data + ELF_SECTION(file, 2, sh_name), 0xffffff);

	struct parsed parsed = parse(file);

	expect_ids(parsed.findings, "");
	assert_true(parsed.elf.resource_table.found);
	done(&parsed);
}

static void segment_types_have_names(void **state)
{
	static const struct {
		uint32_t type;
		const char *name;
	} rows[] = {
		{0, "NULL"},
		{1, "LOAD"},
		{2, "DYNAMIC"},
		{3, "INTERP"},
		{4, "NOTE"},
		{5, "SHLIB"},
		{6, "PHDR"},
		{7, "TLS"},
		{0x6474e550, "GNU_EH_FRAME"},
		{0x6474e551, "GNU_STACK"},
		{0x6474e552, "GNU_RELRO"},
		{0x6474e553, "GNU_PROPERTY"},
		{0x70000001, "ARM_EXIDX"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(signfw_segment_type_name(rows[i].type), rows[i].name);
	assert_null(signfw_segment_type_name(8));
	assert_null(signfw_segment_type_name(UINT32_MAX));
}

static void a_label_fits_whatever_the_segment(void **state)
{
	const struct segment load = {.type = PT_LOAD, .paddr = 0x10000000};
	const struct segment longest_name = {.type = PT_GNU_PROPERTY, .paddr = UINT32_MAX};
	const struct segment no_name = {.type = UINT32_MAX, .paddr = UINT32_MAX};

	(void)state;
	assert_string_equal(sfw_segment_label(2, &load).text, "segment 2 (LOAD, 0x10000000)");
	assert_string_equal(sfw_segment_label(4095, &longest_name).text, "segment 4095 (GNU_PROPERTY, 0xffffffff)");
	assert_string_equal(sfw_segment_label(4095, &no_name).text, "segment 4095 (type 0xffffffff, 0xffffffff)");
}

/* In a container an image is where it is, and nobody promised that the container is aligned. */
static void a_file_may_begin_at_any_address(void **state)
{
	const struct test_file good = elf_good();
	uint8_t *place = malloc(good.size + 3);

	(void)state;
	assert_non_null(place);
	for (size_t shift = 1; shift <= 3; shift++) {
		signfw_findings *findings = new_findings();
		struct elf32 elf;

		memcpy(place + shift, good.data, good.size);
		assert_int_equal(sfw_elf32_parse(&elf, (struct span){place + shift, good.size}, 0, findings),
				 SIGNFW_OK);
		expect_ids(findings, "");
		assert_int_equal(elf.segments[1].paddr, 0x20000000);
		sfw_elf32_cleanup(&elf);
		signfw_findings_free(findings);
	}
	free(place);
	free(good.data);
}

static void cleaning_up_nothing_is_allowed(void **state)
{
	struct elf32 nothing = {0};

	(void)state;
	sfw_elf32_cleanup(&nothing);
	sfw_elf32_cleanup(&nothing);
	assert_null(nothing.segments);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_file_is_read),
		cmocka_unit_test(sections_that_matter_are_found),
		cmocka_unit_test(a_file_ends_with_the_last_byte_that_has_a_meaning),
		cmocka_unit_test(what_is_not_an_elf_file_is_refused),
		cmocka_unit_test(another_kind_of_elf_file_is_refused),
		cmocka_unit_test(a_bad_program_header_table_is_refused),
		cmocka_unit_test(unaligned_program_headers_are_read_all_the_same),
		cmocka_unit_test(segments_may_not_share_their_bytes_too_often),
		cmocka_unit_test(a_segment_has_to_be_inside_the_file),
		cmocka_unit_test(a_segment_that_is_not_loaded_may_be_cut),
		cmocka_unit_test(without_section_headers_only_the_segments_are_read),
		cmocka_unit_test(bad_section_headers_are_refused),
		cmocka_unit_test(unaligned_section_headers_are_found),
		cmocka_unit_test(names_behind_the_resource_table_do_not_matter),
		cmocka_unit_test(segment_types_have_names),
		cmocka_unit_test(a_label_fits_whatever_the_segment),
		cmocka_unit_test(a_file_may_begin_at_any_address),
		cmocka_unit_test(cleaning_up_nothing_is_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
