/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_elf.h"

#include <string.h>

#include "support.h"

#define HEADER_32  52
#define HEADER_64  64
#define SEGMENT_32 32
#define SEGMENT_64 56

/* An ELF file with two program headers. */
struct file {
	uint8_t bytes[HEADER_64 + 3 * SEGMENT_64];
	size_t size;
};

static struct file elf_32(void)
{
	static const uint8_t ident[] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
	struct file file = {.size = HEADER_32 + 2 * SEGMENT_32};

	memcpy(file.bytes, ident, sizeof(ident));
	put_u16(file.bytes + 18, 164);
	put_u32(file.bytes + 24, 0x8000);
	put_u32(file.bytes + 28, HEADER_32);
	put_u16(file.bytes + 40, HEADER_32);
	put_u16(file.bytes + 42, SEGMENT_32);
	put_u16(file.bytes + 44, 2);
	return file;
}

static struct file elf_64(void)
{
	struct file file = elf_32();

	file.size = HEADER_64 + 2 * SEGMENT_64;
	memset(file.bytes + 24, 0, sizeof(file.bytes) - 24);
	file.bytes[4] = 2;
	put_u32(file.bytes + 24, 0x8000);
	put_u32(file.bytes + 28, 1);
	put_u32(file.bytes + 32, HEADER_64);
	put_u16(file.bytes + 52, HEADER_64);
	put_u16(file.bytes + 54, SEGMENT_64);
	put_u16(file.bytes + 56, 2);
	return file;
}

static struct pas_elf parse(const struct file *file, signfw_findings *findings)
{
	struct pas_elf elf;

	assert_int_equal(
		sfw_pas_elf_parse(&elf, (struct span){file->bytes, file->size}, SFW_PAS_SEGMENTS_MIN, findings),
		SIGNFW_OK);
	return elf;
}

/* The file is good but for one thing. */
static void expect_fault(const struct file *file, const char *id, enum signfw_severity severity, uint64_t offset)
{
	signfw_findings *findings = new_findings();
	struct pas_elf elf = parse(file, findings);

	expect_only(findings, id, severity, offset);
	assert_int_equal(elf.count > 0, severity != SIGNFW_ERROR);
	sfw_pas_elf_cleanup(&elf);
	signfw_findings_free(findings);
}

static void both_classes_are_read(void **state)
{
	struct file file_32 = elf_32(), file_64 = elf_64();
	signfw_findings *findings = new_findings();

	(void)state;
	for (uint32_t i = 0; i < 8; i++)
		put_u32(file_32.bytes + HEADER_32 + SEGMENT_32 + 4 * i, 0x10 + i);
	for (uint32_t i = 0; i < 14; i++)
		put_u32(file_64.bytes + HEADER_64 + SEGMENT_64 + 4 * i, 0x10 + i);
	struct pas_elf narrow = parse(&file_32, findings), wide = parse(&file_64, findings);

	expect_ids(findings, "");
	assert_false(narrow.is_64);
	assert_int_equal(narrow.machine, 164);
	assert_int_equal(narrow.entry, 0x8000);
	assert_int_equal(narrow.count, 2);
	const struct pas_segment *a = &narrow.segments[1], *b = &wide.segments[1];

	assert_true(a->type == 0x10 && a->offset == 0x11 && a->vaddr == 0x12 && a->paddr == 0x13 && a->filesz == 0x14 &&
		    a->memsz == 0x15 && a->flags == 0x16 && a->align == 0x17);
	assert_true(wide.is_64);
	assert_true(wide.entry == UINT64_C(0x100008000));
	assert_true(b->type == 0x10 && b->flags == 0x11 && b->offset == UINT64_C(0x1300000012) &&
		    b->vaddr == UINT64_C(0x1500000014) && b->paddr == UINT64_C(0x1700000016) &&
		    b->filesz == UINT64_C(0x1900000018) && b->memsz == UINT64_C(0x1b0000001a) &&
		    b->align == UINT64_C(0x1d0000001c));
	assert_int_equal(sfw_pas_segment_header_offset(&narrow, 2), HEADER_32 + 2 * SEGMENT_32);
	assert_int_equal(sfw_pas_segment_header_offset(&wide, 1), HEADER_64 + SEGMENT_64);
	sfw_pas_elf_cleanup(&narrow);
	sfw_pas_elf_cleanup(&wide);
	signfw_findings_free(findings);
}

static void what_is_no_elf_file_is_refused(void **state)
{
	struct file file = elf_32();

	(void)state;
	file.size = 3;
	expect_fault(&file, "elf-magic", SIGNFW_ERROR, 0);
	file.size = 15;
	expect_fault(&file, "elf-truncated", SIGNFW_ERROR, 15);
	file.size = HEADER_32 - 1;
	expect_fault(&file, "elf-truncated", SIGNFW_ERROR, HEADER_32 - 1);
	file = elf_64();
	file.size = HEADER_64 - 1;
	expect_fault(&file, "elf-truncated", SIGNFW_ERROR, HEADER_64 - 1);
	file.bytes[5] = 2;
	expect_fault(&file, "elf-byte-order", SIGNFW_ERROR, 5);
	file.bytes[4] = 0;
	expect_fault(&file, "elf-class", SIGNFW_ERROR, 4);
}

static void the_table_has_to_be_there(void **state)
{
	struct file file = elf_32();

	(void)state;
	file.size--;
	expect_fault(&file, "phdrs-outside", SIGNFW_ERROR, 28);
	file = elf_64();
	put_u32(file.bytes + 32, 0xfffffff8);
	put_u32(file.bytes + 36, 0xffffffff);
	expect_fault(&file, "phdrs-outside", SIGNFW_ERROR, 32);
	put_u16(file.bytes + 56, 1);
	expect_fault(&file, "phnum", SIGNFW_ERROR, 56);
	put_u16(file.bytes + 54, 32);
	expect_fault(&file, "phentsize", SIGNFW_ERROR, 54);
}

static void a_table_has_a_limit(void **state)
{
	static uint8_t bytes[HEADER_32 + (SFW_PAS_SEGMENTS_MAX + 1) * SEGMENT_32];
	const struct file head = elf_32();
	signfw_findings *findings = new_findings();
	struct pas_elf elf;

	(void)state;
	memcpy(bytes, head.bytes, HEADER_32);
	put_u16(bytes + 44, SFW_PAS_SEGMENTS_MAX + 1);
	assert_int_equal(sfw_pas_elf_parse(&elf, (struct span){bytes, sizeof(bytes)}, SFW_PAS_SEGMENTS_MIN, findings),
			 SIGNFW_OK);
	expect_only(findings, "phnum", SIGNFW_ERROR, 44);
	sfw_pas_elf_cleanup(&elf);
	signfw_findings_free(findings);
}

static void odd_headers_are_noticed(void **state)
{
	struct file file = elf_32();

	(void)state;
	put_u16(file.bytes + 40, 64);
	expect_fault(&file, "ehsize", SIGNFW_WARNING, 40);
	file = elf_32();
	file.size += 4;
	put_u32(file.bytes + 28, HEADER_32 + 4);
	expect_fault(&file, "phoff", SIGNFW_WARNING, 28);
	file = elf_32();
	put_u16(file.bytes + 46, 64);
	expect_fault(&file, "shentsize", SIGNFW_WARNING, 46);
	file = elf_32();
	put_u16(file.bytes + 48, 1);
	expect_fault(&file, "shentsize", SIGNFW_WARNING, 46);
	put_u16(file.bytes + 46, 40);
	put_u32(file.bytes + 32, (uint32_t)file.size - 39);
	expect_fault(&file, "shdrs-outside", SIGNFW_WARNING, 32);
}

static void flags_say_who_looks_at_a_segment(void **state)
{
	static const struct {
		struct pas_segment segment;
		bool loaded, hashed;
	} cases[] = {
		{{.type = 1, .flags = 5, .memsz = 1}, true, true},
		{{.type = 1, .flags = 5}, false, true},
		{{.type = 4, .flags = 5, .memsz = 1}, false, false},
		{{.type = 1, .flags = 0x02000000, .memsz = 1}, false, false},
		{{.type = 1, .flags = 0x00100000, .memsz = 1}, true, false},
		{{.type = 1, .flags = 0x00600000, .memsz = 1}, true, false},
		{{.type = 1, .flags = 0x00800000, .memsz = 1}, true, false},
		{{.type = 1, .flags = 0x00400000, .memsz = 1}, true, true},
		{{.type = 1, .flags = 0x0a000000, .memsz = 1}, false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(sfw_pas_is_loaded(&cases[i].segment), cases[i].loaded);
		assert_int_equal(sfw_pas_is_hashed_by_optee(&cases[i].segment), cases[i].hashed);
	}
}

static void the_hash_segment_is_not_the_first(void **state)
{
	struct pas_segment segments[] = {{.flags = 0x02000000}, {.flags = 0x07000000}, {.flags = 0x02200000}};
	struct pas_elf elf = {.segments = segments, .count = 3};

	(void)state;
	assert_int_equal(sfw_pas_find_hash_segment(&elf), 2);
	segments[2].flags = 0;
	assert_int_equal(sfw_pas_find_hash_segment(&elf), 3);
}

static void an_end_that_does_not_fit_is_the_last(void **state)
{
	(void)state;
	assert_true(sfw_pas_end(1, 2) == 3);
	assert_true(sfw_pas_end(UINT64_MAX - 1, 1) == UINT64_MAX);
	assert_true(sfw_pas_end(UINT64_MAX - 1, 2) == UINT64_MAX);
	assert_true(sfw_pas_end(2, UINT64_MAX) == UINT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_classes_are_read),
		cmocka_unit_test(what_is_no_elf_file_is_refused),
		cmocka_unit_test(the_table_has_to_be_there),
		cmocka_unit_test(a_table_has_a_limit),
		cmocka_unit_test(odd_headers_are_noticed),
		cmocka_unit_test(flags_say_who_looks_at_a_segment),
		cmocka_unit_test(the_hash_segment_is_not_the_first),
		cmocka_unit_test(an_end_that_does_not_fit_is_the_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
