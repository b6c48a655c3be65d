/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/firmware_lint.h"

#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/container.h"

#define IMAGES_MAX 2

/* Images, each at its own offset, and what is said of them when they are signed. */
struct bench {
	struct test_file files[IMAGES_MAX];
	struct image images[IMAGES_MAX];
	size_t count;
	signfw_findings *findings;
};

static const char *const names[IMAGES_MAX] = {"a.elf", "b.elf"};

#define OFFSET(image) (UINT64_C(10000) * (image))

static void add(struct bench *bench, struct test_file file)
{
	struct image *image = &bench->images[bench->count];

	bench->files[bench->count] = file;
	image->name = names[bench->count];
	image->offset = OFFSET(bench->count);
	if (bench->findings == NULL) {
		bench->findings = new_findings();
		sfw_findings_judge_signing(bench->findings, false);
	}
	assert_int_equal(sfw_image_parse(image, (struct span){file.data, file.size}, bench->findings), SIGNFW_OK);
	expect_ids(bench->findings, "");
	bench->count++;
}

static void done(struct bench *bench)
{
	for (size_t i = 0; i < bench->count; i++) {
		sfw_elf32_cleanup(&bench->images[i].elf);
		free(bench->files[i].data);
	}
	signfw_findings_free(bench->findings);
	*bench = (struct bench){0};
}

/* Judges the images each by itself, and all together. */
static void judge(const struct bench *bench)
{
	sfw_lint_images(bench->images, bench->count, bench->findings);
	sfw_lint_together(bench->images, bench->count, bench->findings);
}

static void expect_one(struct bench *bench, const char *id, enum signfw_severity severity, uint64_t offset,
		       const char *source, const char *message)
{
	judge(bench);

	const struct signfw_finding finding = expect_only(bench->findings, id, severity, offset);

	assert_string_equal(finding.message, message);
	assert_string_equal(finding.source, source);
	done(bench);
}

static void good_firmware_passes(void **state)
{
	struct bench bench = {0};

	(void)state;
	add(&bench, elf_good());
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
}

static void encrypted_segments_are_whole_blocks(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 24, 24};
	struct bench bench = {0};

	(void)state;
	add(&bench, elf_build(&load, 1, NULL, 0));
	bench.images[0].is_encrypted = true;
	expect_one(&bench, "encrypt-unaligned", SIGNFW_ERROR, ELF_SEGMENT(0, p_type), "a.elf",
		   "segment 0 (LOAD, 0x10000000) has 24 bytes, encrypted ones are a multiple of 16");
}

static void firmware_without_anything_to_load(void **state)
{
	static const struct elf_segment note = {PT_NOTE, 0x10000000, 8, 8};
	struct bench bench = {0};

	(void)state;
	add(&bench, elf_build(&note, 1, NULL, 0));
	expect_one(&bench, "no-load-segment", SIGNFW_ERROR, 52, "a.elf",
		   "none of the 1 segments is PT_LOAD: nothing would be loaded");
}

static void memory_below_file_size(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 16, 8};
	struct bench bench = {0};

	(void)state;
	add(&bench, elf_build(&load, 1, NULL, 0));
	expect_one(&bench, "segment-memory", SIGNFW_WARNING, 52, "a.elf",
		   "segment 0 (LOAD, 0x10000000): p_memsz 0x8 is smaller than p_filesz 0x10");
}

static void a_segment_at_the_end_of_memory(void **state)
{
	static const struct elf_segment fits = {PT_LOAD, 0xfffffff0, 8, 16};
	static const struct elf_segment too_long = {PT_LOAD, 0xfffffff0, 8, 17};
	struct bench bench = {0};

	(void)state;
	add(&bench, elf_build(&fits, 1, NULL, 0));
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
	add(&bench, elf_build(&too_long, 1, NULL, 0));
	expect_one(&bench, "segment-overflow", SIGNFW_ERROR, 52, "a.elf",
		   "segment 0 (LOAD, 0xfffffff0): 0x11 bytes reach beyond the 32-bit address space");
}

static void a_segment_at_the_end_of_the_image(void **state)
{
	struct test_file file = elf_good();
	struct bench bench = {0};

	(void)state;
	assert_int_equal(file.size % 8, 0);
	put_u32(file.data + ELF_SEGMENT(1, p_offset), (uint32_t)file.size - 16);
	add(&bench, file);
	expect_one(&bench, "segment-at-end", SIGNFW_WARNING, 84, "a.elf",
		   "segment 1 (LOAD, 0x20000000) ends where the image ends; OP-TEE up to 4.9 refuses that");
	/* padding behind it is enough */
	file = elf_good();
	file.data = realloc(file.data, file.size + 1);
	assert_non_null(file.data);
	file.data[file.size++] = 0;
	put_u32(file.data + ELF_SEGMENT(1, p_offset), (uint32_t)file.size - 16);
	add(&bench, file);
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
	/* a segment without bytes ends nowhere */
	file = elf_good();
	put_u32(file.data + ELF_SEGMENT(1, p_offset), (uint32_t)file.size);
	put_u32(file.data + ELF_SEGMENT(1, p_filesz), 0);
	add(&bench, file);
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
}

static void debug_information_is_most_of_the_image(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 8, 8};
	struct elf_section debug = {".debug_info", 0, NULL, 0};
	const struct test_file without = elf_build(&load, 1, &debug, 1);
	struct bench bench = {0};

	(void)state;
	debug.size = (uint32_t)without.size / 4 * 4;
	free(without.data);
	add(&bench, elf_build(&load, 1, &debug, 1));
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
	debug.size += 4;
	add(&bench, elf_build(&load, 1, &debug, 1));
	judge(&bench);
	assert_true(expect_only(bench.findings, "debug-info", SIGNFW_WARNING, SIGNFW_NO_OFFSET).message[0] != '\0');
	done(&bench);
}

/* ---- the resource table -------------------------------------------------- */

#define TABLE_AT 0x10000010

/* Firmware whose resource table has these bytes. */
static struct test_file with_table(const void *bytes, uint32_t size)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 64, 64};
	const struct elf_section table = {".resource_table", TABLE_AT, bytes, size};

	return elf_build(&load, 1, &table, 1);
}

/* One entry, for a vendor. */
static const uint8_t good_table[24] = {[0] = 1, [4] = 1, [16] = 20, [20] = 128};

static void a_good_resource_table_passes(void **state)
{
	struct bench bench = {0};

	(void)state;
	add(&bench, with_table(good_table, sizeof(good_table)));
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
	/* an empty one counts as none */
	add(&bench, with_table(NULL, 0));
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
}

static void a_resource_table_that_breaks_its_format(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
		const char *message;
		size_t where;
	} rows[] = {
		{0, 2, "the resource table is of version 2, expected 1", 0},
		{4, 3, "the resource table has 24 bytes, too few for its 3 entries", 4},
		{8, 1, "the reserved words of the resource table are 0x1 and 0x0, expected 0", 8},
		{15, 1, "the reserved words of the resource table are 0x0 and 0x1000000, expected 0", 8},
		{7, 0x80, "the resource table has 24 bytes, too few for its 2147483649 entries", 4},
	};
	struct bench bench = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t bytes[sizeof(good_table)];

		memcpy(bytes, good_table, sizeof(bytes));
		bytes[rows[i].at] = rows[i].value;
		add(&bench, with_table(bytes, sizeof(bytes)));
		expect_one(&bench, "resource-table-invalid", SIGNFW_ERROR,
			   bench.images[0].elf.resource_table.offset + rows[i].where, "a.elf", rows[i].message);
	}
}

static void a_resource_table_that_is_cut(void **state)
{
	struct test_file file = with_table(good_table, 15);
	const size_t header = ELF_SECTION(file, 1, sh_name);
	struct bench bench = {0};

	(void)state;
	add(&bench, file);
	expect_one(&bench, "resource-table-invalid", SIGNFW_ERROR, bench.images[0].elf.resource_table.offset, "a.elf",
		   "the resource table has 15 bytes, expected 16 or more");
	file = with_table(good_table, 16);
	put_u32(file.data + ELF_SECTION(file, 1, sh_size), 0x1000);
	add(&bench, file);
	expect_one(&bench, "resource-table-invalid", SIGNFW_ERROR, header, "a.elf",
		   "the resource table has 0x1000 bytes at offset 0x94, which leaves the file");
}

static void a_resource_table_in_the_wrong_place(void **state)
{
	struct test_file file = with_table(good_table, sizeof(good_table));
	const size_t header = ELF_SECTION(file, 1, sh_name);
	const uint32_t at = get_u32(file.data + ELF_SECTION(file, 1, sh_offset));
	struct bench bench = {0};

	(void)state;
	memmove(file.data + at + 2, file.data + at, 16);
	memset(file.data + at, 0, 2);
	put_u32(file.data + ELF_SECTION(file, 1, sh_offset), at + 2);
	put_u32(file.data + ELF_SECTION(file, 1, sh_size), 16);
	put_u32(file.data + at + 6, 0);
	add(&bench, file);
	expect_one(&bench, "resource-table-invalid", SIGNFW_ERROR, header, "a.elf",
		   "the resource table is at offset 0x96 of the file, which isn't a multiple of 4");

	static const uint32_t outside[] = {0x0fffffff, 0x10000029, 0xfffffff0};
	static const char *const messages[] = {
		"the resource table at address 0x0fffffff isn't inside a loaded segment",
		"the resource table at address 0x10000029 isn't inside a loaded segment",
		"the resource table at address 0xfffffff0 isn't inside a loaded segment",
	};

	for (size_t i = 0; i < 3; i++) {
		file = with_table(good_table, sizeof(good_table));
		put_u32(file.data + ELF_SECTION(file, 1, sh_addr), outside[i]);
		add(&bench, file);
		expect_one(&bench, "resource-table-not-loaded", SIGNFW_WARNING, header, "a.elf", messages[i]);
	}
	file = with_table(good_table, sizeof(good_table));
	put_u32(file.data + ELF_SECTION(file, 1, sh_addr), 0x10000028);
	add(&bench, file);
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
}

/* Of an encrypted image neither header nor entries can be read. */
static void what_a_resource_table_says_is_judged_unless_it_is_encrypted(void **state)
{
	for (size_t at = 0; at <= 20; at += 20) {
		uint8_t bytes[sizeof(good_table)];
		struct bench bench = {0};

		(void)state;
		memcpy(bytes, good_table, sizeof(bytes));
		bytes[at] = 9;
		add(&bench, with_table(bytes, sizeof(bytes)));
		sfw_lint_images(bench.images, 1, bench.findings);
		expect_ids(bench.findings, at == 0 ? "resource-table-invalid" : "resource-type-unknown");
		done(&bench);
		add(&bench, with_table(bytes, sizeof(bytes)));
		bench.images[0].is_encrypted = true;
		sfw_lint_images(bench.images, 1, bench.findings);
		expect_ids(bench.findings, "");
		done(&bench);
	}
}

static void only_one_image_may_have_a_resource_table(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x20000000, 64, 64};
	static const struct elf_section table = {".resource_table", 0x20000000, good_table, sizeof(good_table)};
	struct test_file second = elf_build(&load, 1, &table, 1);
	struct bench bench = {0};

	(void)state;
	add(&bench, with_table(good_table, sizeof(good_table)));
	add(&bench, second);
	expect_one(&bench, "resource-table-count", SIGNFW_ERROR, OFFSET(1) + ELF_SECTION(second, 1, sh_name), "b.elf",
		   "an image before this one has a resource table already; a device accepts one");
}

/* ---- images together ----------------------------------------------------- */

static void segments_that_overlap(void **state)
{
	static const struct elf_segment touching[] = {{PT_LOAD, 0x1000, 16, 32}, {PT_LOAD, 0x1020, 16, 16}};
	static const struct elf_segment touching_below[] = {{PT_LOAD, 0x1020, 16, 16}, {PT_LOAD, 0x1000, 16, 32}};
	static const struct elf_segment overlapping[] = {{PT_LOAD, 0x1000, 16, 33}, {PT_LOAD, 0x1020, 16, 16}};
	static const struct elf_segment below[] = {{PT_LOAD, 0x1020, 16, 16}, {PT_LOAD, 0x1000, 33, 16}};
	static const struct elf_segment other_kind[] = {{PT_LOAD, 0x1000, 16, 32}, {PT_ARM_EXIDX, 0x1000, 16, 16}};
	struct bench bench = {0};

	(void)state;
	add(&bench, elf_build(touching, 2, NULL, 0));
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
	add(&bench, elf_build(touching_below, 2, NULL, 0));
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
	add(&bench, elf_build(other_kind, 2, NULL, 0));
	judge(&bench);
	expect_ids(bench.findings, "");
	done(&bench);
	add(&bench, elf_build(overlapping, 2, NULL, 0));
	expect_one(&bench, "segment-overlap", SIGNFW_WARNING, 84, "a.elf",
		   "segment 1 (LOAD, 0x00001020) overlaps segment 0 (LOAD, 0x00001000)");
	add(&bench, elf_build(below, 2, NULL, 0));
	judge(&bench);
	expect_ids(bench.findings, "segment-memory segment-overlap");
	done(&bench);
	add(&bench, elf_build(&overlapping[0], 1, NULL, 0));
	add(&bench, elf_build(&overlapping[1], 1, NULL, 0));
	expect_one(&bench, "segment-overlap", SIGNFW_WARNING, OFFSET(1) + 52, "b.elf",
		   "segment 0 (LOAD, 0x00001020) overlaps segment 0 (LOAD, 0x00001000) of a.elf");
}

/* The hash table of all images, every digest zero. */
static struct hash_table table_of(const struct bench *bench, struct builder *builder)
{
	static const uint8_t digest[SIGNFW_SHA256_SIZE];
	struct hash_table table = {.entry_size = SIGNFW_HASH_ENTRY_SIZE};

	for (size_t i = 0; i < bench->count; i++)
		for (size_t j = 0; j < bench->images[i].elf.segment_count; j++, table.count++)
			sfw_hash_table_append(builder, &bench->images[i].elf.segments[j], digest, NULL);
	assert_true(sfw_builder_view(builder, &table.bytes));
	return table;
}

static void lookups_find_another_entry_first(void **state)
{
	static const struct elf_segment exidx_first[] = {{PT_ARM_EXIDX, 0x1000, 8, 8}, {PT_LOAD, 0x1000, 16, 16}};
	static const struct elf_segment no_name_first[] = {{0x60000000, 0x1000, 8, 8}, {PT_LOAD, 0x1000, 16, 16}};
	static const struct elf_segment load = {PT_LOAD, 0x1000, 16, 16};
	static const struct elf_segment exidx_last[] = {{PT_LOAD, 0x1000, 16, 16}, {PT_ARM_EXIDX, 0x1000, 8, 8}};
	static const struct {
		const struct elf_segment *segments[2];
		size_t counts[2];
		uint64_t offset;
		const char *source, *message;
	} rows[] = {
		{{exidx_first, NULL},
		 {2, 0},
		 84,
		 "a.elf",
		 "segment 1 (LOAD, 0x00001000): a device finds hash-table entry 0 (ARM_EXIDX, p_filesz 0x8) of the "
		 "same "
		 "p_paddr first; remove or reorder program headers"},
		{{no_name_first, NULL},
		 {2, 0},
		 84,
		 "a.elf",
		 "segment 1 (LOAD, 0x00001000): a device finds hash-table entry 0 (?, p_filesz 0x8) of the same "
		 "p_paddr "
		 "first; remove or reorder program headers"},
		{{no_name_first, &load},
		 {1, 1},
		 OFFSET(1) + 52,
		 "b.elf",
		 "segment 0 (LOAD, 0x00001000): a device finds hash-table entry 0 (?, p_filesz 0x8) of the same "
		 "p_paddr "
		 "first; remove or reorder program headers"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct builder builder = {0};
		struct bench bench = {0};

		for (size_t j = 0; j < 2 && rows[i].counts[j] > 0; j++)
			add(&bench, elf_build(rows[i].segments[j], rows[i].counts[j], NULL, 0));

		const struct hash_table table = table_of(&bench, &builder);

		sfw_lint_lookups(bench.images, bench.count, &table, bench.findings);

		const struct signfw_finding finding =
			expect_only(bench.findings, "segment-shadowed", SIGNFW_ERROR, rows[i].offset);

		assert_string_equal(finding.message, rows[i].message);
		assert_string_equal(finding.source, rows[i].source);
		sfw_builder_cleanup(&builder);
		done(&bench);
	}

	struct builder builder = {0};
	struct bench bench = {0};

	add(&bench, elf_build(exidx_last, 2, NULL, 0));

	const struct hash_table table = table_of(&bench, &builder);

	sfw_lint_lookups(bench.images, bench.count, &table, bench.findings);
	expect_ids(bench.findings, "");
	sfw_builder_cleanup(&builder);
	done(&bench);
}

/* Two entries with one vector, and two fillers, which have zeros; behind the table, the first entry once more. */
static void initialisation_vectors_are_used_once(void **state)
{
	static const uint8_t digest[SIGNFW_SHA256_SIZE], one[SIGNFW_ENC_IV_SIZE] = {1}, two[SIGNFW_ENC_IV_SIZE] = {2};
	static const uint8_t *const ivs[] = {one, two, two};
	const struct segment segment = {.type = PT_LOAD};
	struct hash_table table = {.entry_size = SIGNFW_ENC_ENTRY_SIZE, .offset = 1000, .count = 4};
	signfw_findings *findings = new_findings();
	struct builder bytes = {0};

	(void)state;
	sfw_hash_table_append(&bytes, &segment, digest, one);
	sfw_hash_table_append_fillers(&bytes, 2);
	sfw_hash_table_append(&bytes, &segment, digest, two);
	sfw_hash_table_append(&bytes, &segment, digest, one);
	assert_true(sfw_builder_view(&bytes, &table.bytes));
	sfw_lint_ivs(&table, findings);
	expect_ids(findings, "");
	sfw_builder_cleanup(&bytes);
	for (size_t i = 0; i < 3; i++)
		sfw_hash_table_append(&bytes, &segment, digest, ivs[i]);
	assert_true(sfw_builder_view(&bytes, &table.bytes));
	table.count = 3;
	sfw_lint_ivs(&table, findings);
	assert_string_equal(
		expect_only(findings, "encrypt-iv-repeated", SIGNFW_WARNING, 1000 + 2 * SIGNFW_ENC_ENTRY_SIZE).message,
		"hash-table entries 1 and 2 have the same initialisation vector: it shows whether the two segments "
		"begin with the same bytes");
	sfw_builder_cleanup(&bytes);
	signfw_findings_free(findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_firmware_passes),
		cmocka_unit_test(encrypted_segments_are_whole_blocks),
		cmocka_unit_test(firmware_without_anything_to_load),
		cmocka_unit_test(memory_below_file_size),
		cmocka_unit_test(a_segment_at_the_end_of_memory),
		cmocka_unit_test(a_segment_at_the_end_of_the_image),
		cmocka_unit_test(debug_information_is_most_of_the_image),
		cmocka_unit_test(a_good_resource_table_passes),
		cmocka_unit_test(a_resource_table_that_breaks_its_format),
		cmocka_unit_test(a_resource_table_that_is_cut),
		cmocka_unit_test(a_resource_table_in_the_wrong_place),
		cmocka_unit_test(what_a_resource_table_says_is_judged_unless_it_is_encrypted),
		cmocka_unit_test(only_one_image_may_have_a_resource_table),
		cmocka_unit_test(segments_that_overlap),
		cmocka_unit_test(lookups_find_another_entry_first),
		cmocka_unit_test(initialisation_vectors_are_used_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
