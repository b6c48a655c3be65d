/* SPDX-License-Identifier: BSD-2-Clause */
/* Resource tables that Linux refuses or misunderstands: each by one word of a good one. */
#include "firmware/resource_table_lint.h"

#include <string.h>

#include "resource_table.h"

/* Where the table is in its file, and where things are in the table. */
enum {
	BASE = 1000,
	OFFSETS = 16,
	VDEV = 32,
	RING_0 = VDEV + 28,
	RING_1 = RING_0 + 20,
	FIRST = 100, /* a carveout */
	TRACE = 156,
	SECOND = 204, /* another one */
	END = 260
};

/* Of a vdev: the word with status, number of vrings and two reserved bytes. */
#define COUNTS (VDEV + 24)

static struct test_table good(void)
{
	struct test_table table = table_new(4);
	const uint32_t vdev = table_vdev(&table, 0, 7, 2);

	table_ring(&table, vdev, 0, 0x10040000, 16, 16);
	table_ring(&table, vdev, 1, 0x10041000, 16, 16);
	put_u32(table.data + RING_1 + 12, 1);
	table_carveout(&table, 1, "a", 0, 4096);
	table_trace(&table, 2, 0x10000000, 64);
	table_carveout(&table, 3, "b", 0, 4096);
	assert_int_equal(table.size, END);
	return table;
}

typedef void lint_fn(struct span table, uint64_t base, signfw_findings *findings);

static signfw_findings *look(const struct test_table *table, lint_fn *lint)
{
	signfw_findings *findings = new_findings();

	lint((struct span){table->data, table->size}, BASE, findings);
	return findings;
}

/* A good table with one or two words changed, and a finding about it; "": none at all. */
struct row {
	struct {
		uint32_t at, value;
	} changes[2];
	const char *id;
	uint64_t offset;
	const char *message;
};

static void expect_rows(const struct row *rows, size_t count, lint_fn *lint)
{
	for (size_t i = 0; i < count; i++) {
		struct test_table table = good();

		for (size_t j = 0; j < 2 && rows[i].changes[j].at != 0; j++)
			put_u32(table.data + rows[i].changes[j].at, rows[i].changes[j].value);

		signfw_findings *findings = look(&table, lint);

		if (rows[i].message == NULL) {
			expect_ids(findings, rows[i].id);
		} else {
			const struct signfw_finding finding = expect_finding(findings, rows[i].id);

			assert_string_equal(finding.message, rows[i].message);
			assert_int_equal(finding.offset, rows[i].offset);
		}
		signfw_findings_free(findings);
	}
}

#define EXPECT_ROWS(rows, lint) expect_rows(rows, sizeof(rows) / sizeof((rows)[0]), lint)

static void carveouts_and_traces(void **state)
{
	static const struct row rows[] = {
		{{{0, 0}}, "", 0, NULL},
		{{{FIRST + 12, 0}},
		 "resource-carveout-empty",
		 BASE + FIRST + 12,
		 "entry 1 (carveout): len is 0; Linux can't allocate that"},
		{{{FIRST + 12, 1}}, "", 0, NULL},
		{{{FIRST + 20, 5}},
		 "resource-reserved",
		 BASE + FIRST + 20,
		 "entry 1 (carveout): reserved is 0x5, expected 0"},
		{{{TRACE + 12, 1}},
		 "resource-reserved",
		 BASE + TRACE + 12,
		 "entry 2 (trace): reserved is 0x1, expected 0"},
		{{{FIRST + 24, '%'}},
		 "resource-name-format",
		 BASE + FIRST + 24,
		 "entry 1 (carveout): the name has a '%'; Linux takes it for a format of printf"},
		{{{TRACE + 16, '%'}}, "", 0, NULL},
		{{{SECOND + 24, 'a'}},
		 "resource-name-duplicate",
		 BASE + SECOND + 24,
		 "entry 3 (carveout): entry 1 has the same name"},
		{{{TRACE + 16, 'a'}}, "", 0, NULL},
		{{{FIRST, 1}},
		 "resource-devmem",
		 BASE + FIRST,
		 "entry 1 is of type DEVMEM, which Linux refuses where there is no IOMMU, as on every STM32MP"},
		{{{FIRST, 4}},
		 "resource-type-unknown",
		 BASE + FIRST,
		 "entry 1: type 0x4 isn't known; Linux warns and ignores it"},
		{{{FIRST, 127}},
		 "resource-type-unknown",
		 BASE + FIRST,
		 "entry 1: type 0x7f isn't known; Linux warns and ignores it"},
		{{{FIRST, 128}}, "", 0, NULL},
		{{{FIRST, 512}}, "", 0, NULL},
		{{{FIRST, 513}},
		 "resource-type-unknown",
		 BASE + FIRST,
		 "entry 1: type 0x201 isn't known; Linux warns and ignores it"},
	};

	(void)state;
	EXPECT_ROWS(rows, sfw_lint_table_entries);
}

static void names_without_an_end(void **state)
{
	struct test_table table = good();
	signfw_findings *findings;

	(void)state;
	memset(table.data + TRACE + 16, 'x', 32);
	findings = look(&table, sfw_lint_table_entries);
	assert_string_equal(
		expect_only(findings, "resource-name-unterminated", SIGNFW_WARNING, BASE + TRACE + 16).message,
		"entry 2 (trace): the name has no NUL in its 32 bytes");
	signfw_findings_free(findings);

	table = good();
	memset(table.data + FIRST + 24, 'x', 32);
	findings = look(&table, sfw_lint_table_entries);
	assert_string_equal(
		expect_only(findings, "resource-name-unterminated", SIGNFW_WARNING, BASE + FIRST + 24).message,
		"entry 1 (carveout): the name has no NUL in its 32 bytes; Linux reads on behind it");
	signfw_findings_free(findings);
}

static void no_two_carveouts_have_one_name(void **state)
{
	struct test_table table = table_new(2);
	signfw_findings *findings;

	(void)state;
	table_carveout(&table, 0, "a", 0, 4096);
	table_carveout(&table, 1, "a", 0, 4096);
	findings = look(&table, sfw_lint_table_entries);
	assert_string_equal(
		expect_only(findings, "resource-name-duplicate", SIGNFW_WARNING, BASE + 24 + 56 + 24).message,
		"entry 1 (carveout): entry 0 has the same name");
	signfw_findings_free(findings);
	/* cut off, the second one isn't looked at, and so is nobody's double */
	table.size--;
	findings = look(&table, sfw_lint_table_entries);
	expect_only(findings, "resource-entry-truncated", SIGNFW_WARNING, BASE + 24 + 56);
	signfw_findings_free(findings);
}

static void vdevs_and_their_rings(void **state)
{
	static const struct row rows[] = {
		{{{RING_0 + 8, 0}},
		 "resource-vring-num",
		 BASE + RING_0 + 8,
		 "entry 0 (vdev): num of vring 0 is 0, expected a power of two up to 32768"},
		{{{RING_1 + 8, 65536}},
		 "resource-vring-num",
		 BASE + RING_1 + 8,
		 "entry 0 (vdev): num of vring 1 is 65536, expected a power of two up to 32768"},
		{{{RING_0 + 8, 3}, {RING_1 + 8, 3}}, "resource-vring-num resource-vring-num", 0, NULL},
		{{{RING_0 + 8, 1}, {RING_1 + 8, 1}}, "", 0, NULL},
		{{{RING_0 + 8, 32768}, {RING_1 + 8, 32768}}, "", 0, NULL},
		{{{RING_0 + 8, 2}},
		 "resource-vring-lengths",
		 BASE + RING_1 + 8,
		 "entry 0 (vdev): num of the vrings is 2 and 16; RPMsg expects them to be equal"},
		{{{VDEV + 4, 3}, {RING_0 + 8, 2}}, "", 0, NULL},
		{{{RING_0 + 4, 3}},
		 "resource-vring-align",
		 BASE + RING_0 + 4,
		 "entry 0 (vdev): align of vring 0 is 3, expected a power of two"},
		{{{RING_1 + 4, 0}},
		 "resource-vring-align",
		 BASE + RING_1 + 4,
		 "entry 0 (vdev): align of vring 1 is 0, expected a power of two"},
		{{{RING_1 + 4, 1}}, "", 0, NULL},
		{{{COUNTS, 0x00020200}},
		 "resource-reserved",
		 BASE + COUNTS + 2,
		 "entry 0 (vdev): the reserved bytes are 0x02 and 0x00, expected 0"},
		{{{COUNTS, 0x01000200}},
		 "resource-reserved",
		 BASE + COUNTS + 2,
		 "entry 0 (vdev): the reserved bytes are 0x00 and 0x01, expected 0"},
		{{{COUNTS, 0x100}},
		 "resource-vrings",
		 BASE + COUNTS + 1,
		 "entry 0 (vdev): num_of_vrings is 1, RPMsg has 2"},
		{{{COUNTS, 0x300}},
		 "resource-vrings",
		 BASE + COUNTS + 1,
		 "entry 0 (vdev): num_of_vrings is 3, RPMsg has 2"},
		{{{VDEV + 4, 3}, {COUNTS, 0x300}},
		 "resource-vrings",
		 BASE + COUNTS + 1,
		 "entry 0 (vdev): num_of_vrings is 3, expected at most 2"},
		{{{VDEV + 4, 3}, {COUNTS, 0x100}}, "", 0, NULL},
	};

	(void)state;
	EXPECT_ROWS(rows, sfw_lint_table_entries);
}

static void one_vdev_is_enough(void **state)
{
	struct test_table table = table_new(3);
	signfw_findings *findings;

	(void)state;
	for (uint32_t i = 0; i < 3; i++)
		table_vdev(&table, i, 3, 0);
	findings = look(&table, sfw_lint_table_entries);
	assert_string_equal(
		expect_only(findings, "resource-second-vdev", SIGNFW_WARNING, BASE + 28 + 28 + 4).message,
		"entry 1 (vdev): a second vdev; Linux has mailboxes for 2 rings on an STM32MP, and no buffers "
		"for it");
	signfw_findings_free(findings);
}

static void entries_stay_inside_the_table(void **state)
{
	static const struct row rows[] = {
		{{{VDEV + 20, END}}, "resource-entry-truncated", BASE + VDEV, "entry 0 (vdev) leaves the table"},
		{{{OFFSETS + 4, 15}},
		 "resource-entry-truncated",
		 BASE + OFFSETS + 4,
		 "entry 1 is at 0xf, expected a place behind the header and inside the table's 260 bytes"},
		{{{OFFSETS + 12, END - 3}},
		 "resource-entry-truncated",
		 BASE + OFFSETS + 12,
		 "entry 3 is at 0x101, expected a place behind the header and inside the table's 260 bytes"},
		{{{OFFSETS + 12, END - 4}},
		 "resource-entry-truncated",
		 BASE + END - 4,
		 "entry 3 (carveout) leaves the table"},
		{{{OFFSETS + 4, 16}},
		 "resource-entries-overlap",
		 BASE + 16,
		 "entry 1 (unknown) begins inside the array of offsets"},
	};

	(void)state;
	EXPECT_ROWS(rows, sfw_lint_table_entries);
}

static void entries_have_bytes_of_their_own(void **state)
{
	static const struct row rows[] = {
		{{{OFFSETS + 4, VDEV - 1}},
		 "resource-entries-overlap",
		 BASE + VDEV - 1,
		 "entry 1 (unknown) begins inside the array of offsets"},
		{{{OFFSETS + 4, VDEV}},
		 "resource-entries-overlap",
		 BASE + VDEV,
		 "entry 1 (vdev) shares bytes with entry 0 (vdev)"},
		{{{OFFSETS + 4, FIRST - 1}},
		 "resource-entries-overlap",
		 BASE + FIRST - 1,
		 "entry 1 (carveout) shares bytes with entry 0 (vdev)"},
		{{{VDEV + 20, 1}},
		 "resource-entries-overlap",
		 BASE + FIRST,
		 "entry 1 (carveout) shares bytes with entry 0 (vdev)"},
		{{{OFFSETS + 8, TRACE - 1}},
		 "resource-entries-overlap",
		 BASE + TRACE - 1,
		 "entry 2 (vendor) shares bytes with entry 1 (carveout)"},
		{{{OFFSETS + 12, SECOND - 1}},
		 "resource-entries-overlap",
		 BASE + SECOND - 1,
		 "entry 3 (carveout) shares bytes with entry 2 (trace)"},
		/* an earlier entry behind it counts as well: entry 0 is where entry 3 is */
		{{{OFFSETS, SECOND}},
		 "resource-entries-overlap",
		 BASE + SECOND,
		 "entry 3 (carveout) shares bytes with entry 0 (carveout)"},
	};

	(void)state;
	EXPECT_ROWS(rows, sfw_lint_table_entries);
}

/* Real tables have a few; a hostile one mustn't keep us busy. */
static void the_first_256_entries_are_looked_at(void **state)
{
	struct test_table table = table_new(257);
	signfw_findings *findings;

	(void)state;
	for (uint32_t i = 0; i < 257; i++)
		table_entry(&table, i, i < 255 ? 128 : 4, 0);
	findings = look(&table, sfw_lint_table_entries);
	assert_string_equal(
		expect_only(findings, "resource-type-unknown", SIGNFW_WARNING, BASE + 16 + 257 * 4 + 255 * 4).message,
		"entry 255: type 0x4 isn't known; Linux warns and ignores it");
	signfw_findings_free(findings);
}

static void a_table_without_room_for_its_offsets_has_no_entries(void **state)
{
	struct test_table table = good();
	signfw_findings *findings;

	(void)state;
	put_u32(table.data + 4, (END - 16) / 4 + 1);
	put_u32(table.data + OFFSETS, END);
	findings = look(&table, sfw_lint_table_entries);
	expect_ids(findings, "");
	signfw_findings_free(findings);
	findings = look(&table, sfw_lint_table_values);
	expect_ids(findings, "");
	signfw_findings_free(findings);
}

static size_t count_of(const struct test_table *table, lint_fn *lint)
{
	signfw_findings *findings = look(table, lint);
	const size_t count = signfw_findings_count(findings);

	signfw_findings_free(findings);
	return count;
}

static void only_whole_entries_of_the_table_are_judged(void **state)
{
	struct test_table table = good();
	const size_t all = count_of(&table, sfw_lint_table_values);

	(void)state;
	/* the last entry, a carveout, has one finding: a byte of it is missing, or it is no entry */
	table.size--;
	assert_int_equal(count_of(&table, sfw_lint_table_values), all - 1);
	table.size++;
	put_u32(table.data + 4, 3);
	assert_int_equal(count_of(&table, sfw_lint_table_values), all - 1);
	table.size = 15;
	assert_int_equal(count_of(&table, sfw_lint_table_values), 0);
	assert_int_equal(count_of(&table, sfw_lint_table_entries), 0);
}

/* Of an entry that leaves the table, nothing more is said than that. */
static void an_entry_that_leaves_the_table_overlaps_nothing(void **state)
{
	struct test_table table = good();

	(void)state;
	/* begins in the array of offsets, too */
	table.size = OFFSETS + 40;
	put_u32(table.data + 4, 1);
	put_u32(table.data + OFFSETS, OFFSETS + 2);
	put_u32(table.data + OFFSETS + 2, 0); /* RSC_CARVEOUT */

	signfw_findings *findings = look(&table, sfw_lint_table_entries);

	expect_ids(findings, "resource-entry-truncated");
	signfw_findings_free(findings);
}

/* What Linux takes without a word.  It overwrites the addresses of every carveout. */
static void values_that_mean_nothing(void **state)
{
#define NOTHING "resource-overwritten resource-overwritten"
	static const struct row rows[] = {
		{{{0, 0}}, NOTHING, 0, NULL},
		{{{0, 0}},
		 "resource-overwritten",
		 BASE + FIRST + 4,
		 "entry 1 (carveout): Linux overwrites da, pa and len with the whole memory that it uses for it"},
		{{{RING_0 + 12, 1}},
		 "resource-notifyid",
		 BASE + RING_0 + 12,
		 "entry 0 (vdev): notifyid of vring 0 is 1; Linux makes it 0"},
		{{{RING_1 + 12, 0}},
		 "resource-notifyid",
		 BASE + RING_1 + 12,
		 "entry 0 (vdev): notifyid of vring 1 is 0; Linux makes it 1"},
		{{{RING_0 + 12, UINT32_MAX}, {RING_1 + 12, UINT32_MAX}}, NOTHING, 0, NULL},
		{{{RING_0 + 16, 7}},
		 "resource-unused",
		 BASE + RING_0 + 16,
		 "entry 0 (vdev): pa of vring 0 is 0x00000007; Linux doesn't read it"},
		{{{RING_1 + 16, 1}},
		 "resource-unused",
		 BASE + RING_1 + 16,
		 "entry 0 (vdev): pa of vring 1 is 0x00000001; Linux doesn't read it"},
		{{{VDEV + 12, 3}},
		 "resource-features",
		 BASE + VDEV + 12,
		 "entry 0 (vdev): dfeatures is 0x00000003; of RPMsg's, Linux keeps bit 0 only"},
		{{{VDEV + 12, 0}}, NOTHING, 0, NULL},
		{{{VDEV + 4, 3}, {VDEV + 12, 2}}, NOTHING, 0, NULL},
		{{{VDEV + 16, 1}},
		 "resource-overwritten",
		 BASE + VDEV + 16,
		 "entry 0 (vdev): gfeatures is 0x00000001; Linux overwrites it"},
		{{{COUNTS, 0x201}},
		 "resource-overwritten",
		 BASE + COUNTS,
		 "entry 0 (vdev): status is 0x01; Linux begins with 0"},
		{{{VDEV + 8, 1}},
		 "resource-unused",
		 BASE + VDEV + 8,
		 "entry 0 (vdev): notifyid of the vdev is 1; Linux doesn't read it"},
		{{{FIRST, 128}},
		 "resource-vendor",
		 BASE + FIRST,
		 "entry 1: type 128 is for a vendor; Linux warns and ignores it"},
		{{{FIRST, 512}},
		 "resource-vendor",
		 BASE + FIRST,
		 "entry 1: type 512 is for a vendor; Linux warns and ignores it"},
		{{{FIRST, 127}}, "resource-overwritten", 0, NULL},
		{{{FIRST, 513}}, "resource-overwritten", 0, NULL},
		/* a vdev that isn't complete isn't looked at, nor is an entry outside the table */
		{{{VDEV + 20, END}, {VDEV + 16, 1}}, NOTHING, 0, NULL},
		{{{OFFSETS, END}, {VDEV + 16, 1}}, NOTHING, 0, NULL},
	};

	(void)state;
	EXPECT_ROWS(rows, sfw_lint_table_values);
#undef NOTHING
}

/* Linux counts the rings of all vdevs, two of each. */
static void rings_are_numbered_through(void **state)
{
	struct test_table table = table_new(2);
	signfw_findings *findings;

	(void)state;
	for (uint32_t i = 0; i < 2; i++) {
		const uint32_t vdev = table_vdev(&table, i, 7, 2);

		put_u32(table.data + vdev + 28 + 12, 2 * i);
		put_u32(table.data + vdev + 28 + 20 + 12, 2 * i + 1);
	}
	findings = look(&table, sfw_lint_table_values);
	expect_ids(findings, "");
	signfw_findings_free(findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carveouts_and_traces),
		cmocka_unit_test(names_without_an_end),
		cmocka_unit_test(no_two_carveouts_have_one_name),
		cmocka_unit_test(vdevs_and_their_rings),
		cmocka_unit_test(one_vdev_is_enough),
		cmocka_unit_test(entries_stay_inside_the_table),
		cmocka_unit_test(entries_have_bytes_of_their_own),
		cmocka_unit_test(the_first_256_entries_are_looked_at),
		cmocka_unit_test(a_table_without_room_for_its_offsets_has_no_entries),
		cmocka_unit_test(only_whole_entries_of_the_table_are_judged),
		cmocka_unit_test(an_entry_that_leaves_the_table_overlaps_nothing),
		cmocka_unit_test(values_that_mean_nothing),
		cmocka_unit_test(rings_are_numbered_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
