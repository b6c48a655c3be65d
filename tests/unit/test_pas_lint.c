/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_lint.h"

#include <stdlib.h>

#include "pas_vectors.h"

/* Fields of a program header, of ELF32. */
enum field {
	TYPE = 0,
	OFFSET = 4,
	PADDR = 12,
	FILESZ = 16,
	MEMSZ = 20,
	FLAGS = 24
};

#define ENTRY_AT 24

/* own-v6-ecdsa.mbn: headers, hash segment, code, data, constants, zeros. */
static size_t at(size_t segment, enum field field)
{
	return 52 + 32 * segment + field;
}

/* What is found once these numbers are changed, in this order. */
struct change {
	size_t offset;
	uint32_t value;
};

static void expect_found(const struct change *changes, size_t count, const char *ids)
{
	struct pas_files *files = pas_files_load("signed/own-v6-ecdsa.mbn");

	for (size_t i = 0; i < count; i++)
		put_u32(files->main.data + changes[i].offset, changes[i].value);
	signfw_pas *pas = pas_inspect(files);

	expect_ids(signfw_pas_findings(pas), ids);
	signfw_pas_free(pas);
	pas_files_free(files);
}

static void expect_one(size_t offset, uint32_t value, const char *ids)
{
	const struct change change = {offset, value};

	expect_found(&change, 1, ids);
}

static void nothing_is_wrong_with_a_good_one(void **state)
{
	(void)state;
	expect_found(NULL, 0, "");
}

static void program_header_0_stands_for_the_headers(void **state)
{
	(void)state;
	expect_one(at(0, TYPE), 1, "phdr0-load");
	expect_one(at(0, FILESZ), 243, "phdr0-size");
	expect_one(at(0, FILESZ), 0x7fffffff, "phdr0-size file-overlap");
}

static void a_hash_segment_is_one_and_not_the_first(void **state)
{
	const struct change only_first[] = {{at(0, FLAGS), 0x02000000}, {at(1, FLAGS), 0}};

	(void)state;
	expect_one(at(0, FLAGS), 0x02000000, "several-hash-segments");
	expect_one(at(5, FLAGS), 0x02000000, "several-hash-segments");
	expect_one(at(1, FLAGS), 0, "no-hash-segment");
	expect_found(only_first, 2, "hash-segment-first");
	expect_one(at(1, OFFSET), 9088, "hash-segment-outside");
}

static void memory_of_a_segment_has_to_make_sense(void **state)
{
	(void)state;
	expect_one(at(2, MEMSZ), 0x19f, "filesz-memsz");
	expect_one(at(5, PADDR), 0xfffff001, "segment-outside-memory");
	expect_one(at(5, PADDR), 0x00001000, "image-too-large");
	expect_one(at(5, PADDR), 0x86b02000, "memory-overlap");
}

static void what_optee_does_not_hash_is_named(void **state)
{
	(void)state;
	expect_one(at(3, FLAGS), 0x08100006, "load-unhashed-by-optee");
	expect_one(at(3, FLAGS), 0x08800006, "load-unhashed-by-optee");
	/* it isn't loaded either */
	expect_one(at(3, TYPE), 4, "");
}

static void the_entry_point_is_inside(void **state)
{
	const struct change no_load[] = {{at(2, TYPE), 4}, {at(3, TYPE), 4}, {at(4, TYPE), 4}, {at(5, TYPE), 4}};

	(void)state;
	expect_one(ENTRY_AT, 0x86affff0, "entry-outside");
	expect_one(ENTRY_AT, 0x86b04001, "entry-outside");
	/* OP-TEE takes the end, too */
	expect_one(ENTRY_AT, 0x86b04000, "");
	expect_found(no_load, 4, "no-load-segment");
}

static void bytes_have_to_be_there(void **state)
{
	(void)state;
	expect_one(at(2, OFFSET), 9088, "segment-outside");
	expect_one(at(2, OFFSET), 0xffffffff, "segment-outside");
	expect_one(at(3, OFFSET), 0x2000, "file-overlap");
	expect_one(at(4, FILESZ), 0x7f, "trailing");
}

static void expect_split(const char *path, const char *ids)
{
	struct pas_files *files = pas_files_load(path);
	signfw_pas *pas = pas_inspect(files);

	expect_ids(signfw_pas_findings(pas), ids);
	signfw_pas_free(pas);
	pas_files_free(files);
}

static void parts_that_nobody_reads_are_compared(void **state)
{
	(void)state;
	expect_split("malformed/split-b01-differs/fw.mdt", "split-hash-differs");
	expect_split("malformed/split-mdt-cut/fw.mdt", "mdt-size");
	expect_split("malformed/split-mixed/fw.mdt", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_wrong_with_a_good_one),
		cmocka_unit_test(program_header_0_stands_for_the_headers),
		cmocka_unit_test(a_hash_segment_is_one_and_not_the_first),
		cmocka_unit_test(memory_of_a_segment_has_to_make_sense),
		cmocka_unit_test(what_optee_does_not_hash_is_named),
		cmocka_unit_test(the_entry_point_is_inside),
		cmocka_unit_test(bytes_have_to_be_there),
		cmocka_unit_test(parts_that_nobody_reads_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
