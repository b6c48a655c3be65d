/* SPDX-License-Identifier: BSD-2-Clause */
/* Which entries a hash table has, in which order. */
#include "firmware/hash_table_build.h"

#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "faults.h"
#include "signfw/container.h"

#define IMAGES_MAX 3

/* A segment that is loaded to 0, one that is loaded elsewhere, and one that isn't loaded. */
#define LOAD_AT_0                  \
	{                          \
		PT_LOAD, 0, 16, 16 \
	}
#define LOAD                                \
	{                                   \
		PT_LOAD, 0x10000000, 16, 16 \
	}
#define OTHER                             \
	{                                 \
		PT_NOTE, 0x20000000, 8, 8 \
	}

struct bench {
	struct test_file files[IMAGES_MAX];
	struct image images[IMAGES_MAX];
	size_t count;
	signfw_findings *findings;
};

static void add(struct bench *bench, const struct elf_segment *segments, size_t count)
{
	struct test_file *file = &bench->files[bench->count];

	if (bench->findings == NULL)
		bench->findings = new_findings();
	*file = elf_build(segments, count, NULL, 0);
	assert_int_equal(
		sfw_image_parse(&bench->images[bench->count++], (struct span){file->data, file->size}, bench->findings),
		SIGNFW_OK);
}

static void done(struct bench *bench)
{
	for (size_t i = 0; i < bench->count; i++) {
		sfw_image_cleanup(&bench->images[i]);
		free(bench->files[i].data);
	}
	signfw_findings_free(bench->findings);
	*bench = (struct bench){0};
}

static const uint8_t ivs[IMAGES_MAX * 2 * SIGNFW_ENC_IV_SIZE] = {1, [16] = 2, [32] = 3, [48] = 4};

/*
 * The table of the images is this list: a letter for each entry, L and 0 for
 * segments loaded elsewhere and to 0, n for one that isn't loaded, and - for zeros.
 */
static void expect_table(const struct bench *bench, bool loads_only, bool encrypted, const char *expected)
{
	const struct table_plan plan = {bench->images, bench->count, loads_only, encrypted ? ivs : NULL, false, NULL};
	struct builder builder = {0};
	struct hash_table table;
	uint8_t iv = 1;

	assert_int_equal(sfw_hash_table_build(&builder, &plan, NULL), SIGNFW_OK);
	sfw_hash_table_open(&table, (struct span){builder.data, builder.size}, 0, encrypted, bench->findings);
	expect_ids(bench->findings, "");
	assert_int_equal(table.count, strlen(expected));
	for (size_t i = 0; i < table.count; i++) {
		const struct hash_entry entry = sfw_hash_table_entry(&table, i);
		const bool loaded = entry.segment.type == PT_LOAD;

		if (sfw_hash_table_is_filler(&table, i))
			assert_int_equal(expected[i], '-');
		else if (loaded)
			assert_int_equal(expected[i], entry.segment.paddr == 0 ? '0' : 'L');
		else
			assert_int_equal(expected[i], 'n');
		if (encrypted && loaded)
			assert_int_equal(entry.iv[0], iv++);
	}
	sfw_builder_cleanup(&builder);
}

static void every_program_header_has_an_entry(void **state)
{
	static const struct elf_segment first[] = {OTHER, LOAD_AT_0, LOAD}, second[] = {LOAD, OTHER};
	struct bench bench = {0};

	(void)state;
	add(&bench, first, 3);
	add(&bench, second, 2);
	expect_table(&bench, false, false, "n0LLn");
	expect_table(&bench, true, false, "0LL");
	done(&bench);
}

/* As ST's script writes them: it makes room for an entry of each program header, and fills in those of PT_LOAD. */
static void zeros_take_the_place_of_what_is_not_encrypted(void **state)
{
	static const struct elf_segment first[] = {OTHER, LOAD_AT_0, OTHER, LOAD}, second[] = {LOAD, OTHER};
	struct bench bench = {0};

	(void)state;
	add(&bench, first, 4);
	add(&bench, second, 2);
	expect_table(&bench, false, true, "0L--L-");
	expect_table(&bench, true, true, "0LL");
	done(&bench);
}

/* A device would take them for a segment that is loaded to 0. */
static void zeros_do_not_come_before_a_segment_at_0(void **state)
{
	static const struct elf_segment other[] = {LOAD, OTHER}, at_0[] = {OTHER, LOAD_AT_0};
	struct bench bench = {0};

	(void)state;
	add(&bench, other, 2);
	add(&bench, at_0, 2);
	add(&bench, other, 2);
	expect_table(&bench, false, true, "L0L---");
	done(&bench);

	/* the first segment at 0 is what a device finds; another one is out of reach anyway */
	add(&bench, at_0, 2);
	add(&bench, other, 2);
	add(&bench, at_0, 2);
	expect_table(&bench, false, true, "0-L-0-");
	done(&bench);

	add(&bench, other, 1);
	add(&bench, at_0, 2);
	expect_table(&bench, false, true, "L0-");
	done(&bench);
}

static void without_digests_there_is_no_table(void **state)
{
	static const struct elf_segment load = LOAD;
	struct builder builder = {0};
	struct bench bench = {0};

	(void)state;
	add(&bench, &load, 1);

	const struct table_plan plan = {bench.images, 1, false, NULL, false, NULL};

	openssl_fault = (struct fault){.countdown = 1};
	assert_int_equal(sfw_hash_table_build(&builder, &plan, NULL), SIGNFW_E_CRYPTO);
	memory_fault.countdown = 1;
	assert_int_equal(sfw_hash_table_build(&builder, &plan, NULL), SIGNFW_E_MEMORY);
	sfw_builder_cleanup(&builder);
	done(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_program_header_has_an_entry),
		cmocka_unit_test(zeros_take_the_place_of_what_is_not_encrypted),
		cmocka_unit_test(zeros_do_not_come_before_a_segment_at_0),
		cmocka_unit_test(without_digests_there_is_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
