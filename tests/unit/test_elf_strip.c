/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf/elf_strip.h"

#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"

/* An image, and what stripping made of it. */
struct stripped {
	struct test_file file;
	struct elf32 before, after;
	struct builder out;
	signfw_findings *findings;
};

static struct stripped strip(struct test_file file)
{
	struct stripped stripped = {.file = file, .findings = new_findings()};

	assert_int_equal(sfw_elf32_parse(&stripped.before, (struct span){file.data, file.size}, 0, stripped.findings),
			 SIGNFW_OK);
	sfw_findings_truncate(stripped.findings, 0);
	assert_int_equal(sfw_elf32_strip(&stripped.out, &stripped.after, &stripped.before, stripped.findings),
			 SIGNFW_OK);
	return stripped;
}

static void done(struct stripped *stripped)
{
	sfw_elf32_cleanup(&stripped->before);
	sfw_elf32_cleanup(&stripped->after);
	sfw_builder_cleanup(&stripped->out);
	signfw_findings_free(stripped->findings);
	free(stripped->file.data);
}

/* Whether the `size` bytes at these offsets are the same. */
static void expect_bytes(const struct stripped *stripped, uint32_t before, uint32_t after, uint32_t size)
{
	struct span a, b;

	assert_true(sfw_span_at(stripped->before.file, before, size, &a));
	assert_true(sfw_span_at(stripped->after.file, after, size, &b));
	assert_memory_equal(a.data, b.data, size);
}

/* Every segment has its bytes, addresses and sizes; PT_PHDR is about the headers, which may change. */
static void expect_same_segments(const struct stripped *stripped)
{
	const struct elf32 *before = &stripped->before, *after = &stripped->after;

	assert_int_equal(after->segment_count, before->segment_count);
	for (size_t i = 0; i < before->segment_count; i++) {
		struct segment expected = before->segments[i];
		const struct segment *found = &after->segments[i];

		if (expected.type != PT_PHDR)
			expect_bytes(stripped, expected.offset, found->offset, expected.filesz);
		expected.offset = found->offset;
		expected.align = found->align;
		assert_memory_equal(found, &expected, sizeof(expected));
	}
}

/* Strips an image, which leaves nothing to find. */
static struct stripped expect_stripped(struct test_file file)
{
	struct stripped stripped = strip(file);

	expect_ids(stripped.findings, "");
	assert_ptr_equal(stripped.after.file.data, stripped.out.data);
	assert_int_equal(stripped.after.file.size, stripped.out.size);
	assert_int_equal(stripped.after.entry, stripped.before.entry);
	expect_same_segments(&stripped);
	return stripped;
}

/* The image can't be stripped, for one reason. */
static void expect_impossible(struct test_file file, uint64_t offset, const char *message)
{
	struct stripped stripped = strip(file);
	const struct signfw_finding finding = expect_only(stripped.findings, "strip-impossible", SIGNFW_ERROR, offset);

	assert_string_equal(finding.message, message);
	assert_null(stripped.out.data);
	assert_null(stripped.after.segments);
	done(&stripped);
}

/* Fails the test unless section `index` has this name. */
static struct section expect_section(const struct elf32 *elf, size_t index, const char *name)
{
	const struct section section = sfw_elf32_section(elf, index);

	assert_true(sfw_elf32_name_is(elf->names, section.name, name));
	return section;
}

static void set_flags(struct test_file *file, size_t section, uint32_t flags)
{
	put_u32(file->data + ELF_SECTION(*file, section, sh_flags), flags);
}

/* Moves the bytes of segment `index` to the end of the file. */
static void move_segment(struct test_file *file, size_t index, uint32_t to)
{
	const uint32_t from = get_u32(file->data + ELF_SEGMENT(index, p_offset));
	const uint32_t size = get_u32(file->data + ELF_SEGMENT(index, p_filesz));
	uint8_t *grown = realloc(file->data, to + size);

	assert_non_null(grown);
	memset(grown + file->size, 0xee, to - file->size);
	memcpy(grown + to, grown + from, size);
	file->data = grown;
	file->size = to + size;
	put_u32(file->data + ELF_SEGMENT(index, p_offset), to);
}

static void what_no_device_loads_is_dropped(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 64, 64};
	static const struct elf_section sections[] = {
		{".debug_info", 0, NULL, 1000}, {".text", 0x10000000, NULL, 0}, {".comment", 0, NULL, 50},
		{".bss", 0x10000040, NULL, 0},  {".symtab", 0, NULL, 160},
	};
	struct test_file file = elf_build(&load, 1, sections, 5);

	(void)state;
	put_u32(file.data + ELF_SECTION(file, 2, sh_offset), get_u32(file.data + ELF_SEGMENT(0, p_offset)));
	put_u32(file.data + ELF_SECTION(file, 2, sh_size), 64);
	set_flags(&file, 2, SHF_ALLOC | SHF_EXECINSTR);
	put_u32(file.data + ELF_SECTION(file, 4, sh_type), SHT_NOBITS);
	put_u32(file.data + ELF_SECTION(file, 4, sh_size), 0x10000);
	set_flags(&file, 4, SHF_ALLOC | SHF_WRITE);

	struct stripped stripped = expect_stripped(file);

	/* headers, segment, names, section headers */
	assert_int_equal(stripped.out.size, 52 + 32 + 64 + 24 + 4 * 40);
	assert_int_equal(sfw_elf32_section_count(&stripped.after), 4);
	assert_int_equal(sfw_elf32_section(&stripped.after, 0).type, SHT_NULL);

	const struct section text = expect_section(&stripped.after, 1, ".text");
	const struct section bss = expect_section(&stripped.after, 2, ".bss");
	const struct section names = expect_section(&stripped.after, 3, ".shstrtab");

	assert_int_equal(text.offset, stripped.after.segments[0].offset);
	assert_int_equal(text.size, 64);
	assert_int_equal(text.flags, SHF_ALLOC | SHF_EXECINSTR);
	assert_int_equal(bss.type, SHT_NOBITS);
	assert_int_equal(bss.address, 0x10000040);
	assert_int_equal(bss.size, 0x10000);
	assert_int_equal(names.type, SHT_STRTAB);
	assert_int_equal(names.size, 22);
	done(&stripped);
}

static void with_and_without_debug_information_is_the_same(void **state)
{
	struct stripped debug = expect_stripped(load_file("firmware/openamp-debug.elf"));
	struct stripped plain = expect_stripped(load_file("firmware/openamp.elf"));

	(void)state;
	assert_int_equal(debug.file.size, 28308);
	assert_int_equal(debug.out.size, 1792);
	assert_int_equal(plain.out.size, debug.out.size);
	assert_memory_equal(plain.out.data, debug.out.data, debug.out.size);
	done(&debug);
	done(&plain);
}

static void stripping_again_changes_nothing(void **state)
{
	static const char *const paths[] = {
		"firmware/blink.elf",      "firmware/openamp-debug.elf",    "vectors/elf/exidx_same_paddr_first.elf",
		"vectors/elf/lma_vma.elf", "vectors/elf/many_segments.elf", "vectors/elf/phoff_far.elf",
		"vectors/elf/stack.elf",   "vectors/elf/tail3.elf",         "vectors/elf/typical.elf",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct stripped once = expect_stripped(load_file(paths[i]));
		struct test_file copy = {malloc(once.out.size), once.out.size};

		assert_non_null(copy.data);
		memcpy(copy.data, once.out.data, copy.size);

		struct stripped twice = expect_stripped(copy);

		assert_int_equal(twice.out.size, once.out.size);
		assert_memory_equal(twice.out.data, once.out.data, once.out.size);
		done(&once);
		done(&twice);
	}
}

static void gaps_are_dropped_and_alignment_with_them(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	put_u32(file.data + ELF_SEGMENT(0, p_align), 0x10000);
	put_u32(file.data + ELF_SEGMENT(1, p_align), 0x10000);
	move_segment(&file, 0, 0x10000);
	move_segment(&file, 1, 0x20000);

	struct stripped stripped = expect_stripped(file);

	assert_int_equal(stripped.after.segments[0].offset, 120);
	assert_int_equal(stripped.after.segments[0].align, 8);
	assert_int_equal(stripped.after.segments[1].offset, 184);
	assert_int_equal(stripped.after.segments[1].align, 8);
	assert_true(stripped.out.size < 400);
	done(&stripped);
}

static void alignment_that_still_holds_is_kept(void **state)
{
	static const struct {
		uint32_t address, align, expected;
	} rows[] = {
		{0x10000000, 0, 0},
		{0x10000000, 1, 1},
		{0x10000000, 4, 4},
		{0x10000000, 8, 8},
		{0x10000000, 16, 8},
		/* the segment goes to offset 136 */
		{0x10000088, 16, 16},
		{0x10000088, 128, 128},
		{0x10000088, 256, 256},
		/* never held, or isn't an alignment */
		{0x10000004, 16, 16},
		{0x10000000, 24, 24},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = elf_good();

		put_u32(file.data + ELF_SEGMENT(0, p_vaddr), rows[i].address);
		put_u32(file.data + ELF_SEGMENT(0, p_align), rows[i].align);
		move_segment(&file, 0, 0x10000 + rows[i].address % 0x100 / 8 * 8);

		struct stripped stripped = expect_stripped(file);

		assert_int_equal(stripped.after.segments[0].offset, 136);
		assert_int_equal(stripped.after.segments[0].align, rows[i].expected);
		done(&stripped);
	}
}

/* A PT_ARM_EXIDX inside a PT_LOAD, and a PT_NOTE outside of all. */
static void other_segments_keep_their_bytes(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_ARM_EXIDX, 0x10000010, 8, 8},
		{PT_LOAD, 0x10000000, 64, 64},
		{PT_NOTE, 0, 20, 20},
		{PT_GNU_STACK, 0, 0, 0},
	};
	struct test_file file = elf_build(segments, 4, NULL, 0);

	(void)state;
	put_u32(file.data + ELF_SEGMENT(0, p_offset), get_u32(file.data + ELF_SEGMENT(1, p_offset)) + 16);
	move_segment(&file, 2, 0x5003);

	struct stripped stripped = expect_stripped(file);
	const struct segment *found = stripped.after.segments;

	assert_int_equal(found[0].offset, found[1].offset + 16);
	assert_int_equal(found[2].offset % 8, 3);
	assert_true(stripped.out.size < 500);
	done(&stripped);
}

/* As devices want it even of segments without bytes. */
static void a_segment_without_bytes_is_inside_the_file(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 64, 64},
		{PT_LOAD, 0x20000000, 0, 0x1000},
	};
	static const struct elf_section debug = {".debug_info", 0, NULL, 0x5000};
	struct test_file file = elf_build(segments, 2, &debug, 1);

	(void)state;
	put_u32(file.data + ELF_SEGMENT(1, p_offset), 0x4ff5);

	struct stripped stripped = expect_stripped(file);

	assert_int_equal(stripped.after.segments[1].offset, 5);
	done(&stripped);
}

/* Whether a segment ends at the end of the file. */
static bool ends_with_segment(const struct elf32 *elf)
{
	for (size_t i = 0; i < elf->segment_count; i++)
		if (elf->segments[i].offset + elf->segments[i].filesz == elf->file.size)
			return true;
	return false;
}

static void no_segment_ends_where_the_file_ends(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	move_segment(&file, 1, (uint32_t)file.size);

	struct stripped stripped = expect_stripped(file);

	assert_true(ends_with_segment(&stripped.before));
	assert_false(ends_with_segment(&stripped.after));
	assert_int_equal(stripped.after.sections_offset + stripped.after.sections_size, stripped.out.size);
	assert_int_equal(stripped.after.sections_offset % 4, 0);
	done(&stripped);
}

/* Program headers that aren't behind the ELF header; PT_PHDR is where they are. */
static void program_headers_move(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_PHDR, 0, 0, 0},
		{PT_LOAD, 0x10000000, 64, 64},
	};
	static const struct elf_section room = {".debug_info", 0, NULL, 0x1000};
	struct test_file file = elf_build(segments, 2, &room, 1);
	const uint32_t to = get_u32(file.data + ELF_SECTION(file, 1, sh_offset)) + 0x800;

	(void)state;
	put_u32(file.data + ELF_SEGMENT(0, p_offset), to);
	put_u32(file.data + ELF_SEGMENT(0, p_filesz), 64);
	memcpy(file.data + to, file.data + 52, 64);
	put_u32(file.data + ELF_HEADER(e_phoff), to);

	struct stripped stripped = expect_stripped(file);

	assert_int_equal(stripped.after.segments_offset, stripped.after.segments[0].offset);
	assert_true(stripped.after.segments_offset > 52);
	assert_true(stripped.out.size < 400);
	done(&stripped);
}

static void the_resource_table_stays(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 64, 64};
	static const struct elf_section sections[] = {
		{".debug_info", 0, NULL, 1000},
		{".resource_table", 0x10000008, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16},
		{".resource_table", 0x99, "another one", 11},
	};

	(void)state;
	for (int outside = 0; outside < 2; outside++) {
		struct test_file file = elf_build(&load, 1, sections, 3);

		if (!outside)
			put_u32(file.data + ELF_SECTION(file, 2, sh_offset),
				get_u32(file.data + ELF_SEGMENT(0, p_offset)) + 8);

		/* devices don't look at types */
		put_u32(file.data + ELF_SECTION(file, 2, sh_type), SHT_NOBITS);

		struct stripped stripped = expect_stripped(file);
		const struct resource_table *before = &stripped.before.resource_table;
		const struct resource_table *after = &stripped.after.resource_table;

		assert_true(after->found);
		assert_int_equal(after->address, 0x10000008);
		assert_int_equal(after->size, 16);
		assert_int_equal(after->offset % 4, 0);
		expect_bytes(&stripped, before->offset, after->offset, 16);
		assert_int_equal(sfw_elf32_section_count(&stripped.after), 3);
		done(&stripped);
	}
}

static void an_empty_resource_table_stays_empty(void **state)
{
	struct stripped stripped = expect_stripped(load_file("vectors/elf/rsc_empty.elf"));

	(void)state;
	assert_true(stripped.after.resource_table.found);
	assert_int_equal(stripped.after.resource_table.size, 0);
	done(&stripped);
}

static void sections_find_each_other(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 64, 64};
	static const struct elf_section sections[] = {
		{".debug_a", 0, NULL, 4}, {".text", 0x10000000, NULL, 0}, {".debug_b", 0, NULL, 4},
		{".rel.a", 0, NULL, 0},   {".ARM.exidx", 0, NULL, 0},     {".dynsym", 0, NULL, 0},
		{".marked", 0, NULL, 0},  {".nowhere", 0, NULL, 4},
	};
	struct test_file file = elf_build(&load, 1, sections, 8);
	static const struct {
		size_t section;
		uint32_t type, flags, link, info;
	} rows[] = {
		{2, SHT_PROGBITS, SHF_ALLOC, 0, 3},
		{4, SHT_REL, SHF_ALLOC, 6, 2},
		{5, SHT_ARM_EXIDX, SHF_ALLOC | SHF_LINK_ORDER, 2, 0},
		{6, SHT_DYNSYM, SHF_ALLOC, 1, 4},
		{7, SHT_PROGBITS, SHF_ALLOC | SHF_INFO_LINK, 0xffff, 5},
		/* part of the program, but not loaded */
		{8, SHT_PROGBITS, SHF_ALLOC, 0, 0},
	};
	static const struct {
		const char *name;
		uint32_t link, info;
	} expected[] = {
		{".text", 0, 3}, {".rel.a", 4, 1}, {".ARM.exidx", 1, 0}, {".dynsym", 0, 4}, {".marked", 0, 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put_u32(file.data + ELF_SECTION(file, rows[i].section, sh_type), rows[i].type);
		put_u32(file.data + ELF_SECTION(file, rows[i].section, sh_flags), rows[i].flags);
		put_u32(file.data + ELF_SECTION(file, rows[i].section, sh_link), rows[i].link);
		put_u32(file.data + ELF_SECTION(file, rows[i].section, sh_info), rows[i].info);
	}

	struct stripped stripped = expect_stripped(file);

	assert_int_equal(sfw_elf32_section_count(&stripped.after), 7);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct section section = expect_section(&stripped.after, i + 1, expected[i].name);

		assert_int_equal(section.link, expected[i].link);
		assert_int_equal(section.info, expected[i].info);
	}
	done(&stripped);
}

/* A device refuses that, but it may be signed by force. */
static void without_section_headers_there_are_none_after(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	put_u16(file.data + ELF_HEADER(e_shnum), 0);

	struct stripped stripped = strip(file);

	expect_ids(stripped.findings, "");
	assert_int_equal(get_u32(stripped.out.data + ELF_HEADER(e_shoff)), 0);
	assert_int_equal(stripped.out.size, 52 + 2 * 32 + 64 + 16);
	done(&stripped);
}

static void a_segment_with_headers_prevents_it(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	put_u32(file.data + ELF_SEGMENT(0, p_offset), 0);
	expect_impossible(file, 52,
			  "can't be stripped: segment 0 (LOAD, 0x10000000) contains headers of the ELF file, which "
			  "would change");
}

static void what_leaves_the_file_prevents_it(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 64, 64}, {PT_NOTE, 0, 8, 8}};
	static const struct elf_section table = {".resource_table", 0x10000000, NULL, 16};
	struct test_file file = elf_build(segments, 2, NULL, 0);

	(void)state;
	put_u32(file.data + ELF_SEGMENT(1, p_filesz), 0x1000);
	expect_impossible(file, 84, "can't be stripped: segment 1 (NOTE, 0x00000000) leaves the file");

	file = elf_build(segments, 2, &table, 1);
	put_u32(file.data + ELF_SECTION(file, 1, sh_size), 0x1000);
	expect_impossible(file, ELF_SECTION(file, 1, sh_name), "can't be stripped: the resource table leaves the file");
}

/* The number of sections, which changes, is the offset of the segment. */
static void headers_that_overlap_prevent_it(void **state)
{
	struct test_file file = elf_good();

	(void)state;
	put_u32(file.data + ELF_HEADER(e_phoff), 44);
	put_u16(file.data + ELF_HEADER(e_phnum), 1);
	memset(file.data + 52, 0, 24);
	expect_impossible(file, ELF_HEADER(e_phoff),
			  "can't be stripped: the program headers at 0x2c overlap the ELF header");
}

/* Many sections that share one long name. */
static void too_many_names_prevent_it(void **state)
{
	const size_t count = 300, long_name = 4000;
	struct test_file file = elf_good();
	const size_t names = file.size, headers = names + long_name, size = headers + count * sizeof(Elf32_Shdr);
	uint8_t *grown = realloc(file.data, size);

	(void)state;
	assert_non_null(grown);
	memset(grown + file.size, 0, size - file.size);
	memset(grown + names, 'n', long_name - 1);
	file = (struct test_file){grown, size};
	put_u32(file.data + ELF_HEADER(e_shoff), (uint32_t)headers);
	put_u16(file.data + ELF_HEADER(e_shnum), (uint16_t)count);
	put_u16(file.data + ELF_HEADER(e_shstrndx), 0);
	for (size_t i = 0; i < count; i++) {
		put_u32(file.data + ELF_SECTION(file, i, sh_type), SHT_PROGBITS);
		put_u32(file.data + ELF_SECTION(file, i, sh_flags), SHF_ALLOC);
	}
	put_u32(file.data + ELF_SECTION(file, 0, sh_offset), (uint32_t)names);
	put_u32(file.data + ELF_SECTION(file, 0, sh_size), (uint32_t)long_name);
	expect_impossible(file, headers, "can't be stripped: too many sections, or names of sections");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_no_device_loads_is_dropped),
		cmocka_unit_test(with_and_without_debug_information_is_the_same),
		cmocka_unit_test(stripping_again_changes_nothing),
		cmocka_unit_test(gaps_are_dropped_and_alignment_with_them),
		cmocka_unit_test(alignment_that_still_holds_is_kept),
		cmocka_unit_test(other_segments_keep_their_bytes),
		cmocka_unit_test(a_segment_without_bytes_is_inside_the_file),
		cmocka_unit_test(no_segment_ends_where_the_file_ends),
		cmocka_unit_test(program_headers_move),
		cmocka_unit_test(the_resource_table_stays),
		cmocka_unit_test(an_empty_resource_table_stays_empty),
		cmocka_unit_test(sections_find_each_other),
		cmocka_unit_test(without_section_headers_there_are_none_after),
		cmocka_unit_test(a_segment_with_headers_prevents_it),
		cmocka_unit_test(what_leaves_the_file_prevents_it),
		cmocka_unit_test(headers_that_overlap_prevent_it),
		cmocka_unit_test(too_many_names_prevent_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
