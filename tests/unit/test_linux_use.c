/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "resource_table.h"
#include "signfw/linux.h"
#include "signfw/resource_table.h"
#include "tree.h"

#define TABLE_PA 0x1003f000

/* A vdev with two rings and so buffers, a trace buffer, and a carveout. */
static struct test_table make_table(const char *carveout, uint32_t size)
{
	struct test_table table = table_new(3);
	const uint32_t vdev = table_vdev(&table, 0, 7, 2);

	table_ring(&table, vdev, 0, 0x10040000, 16, 16);
	table_ring(&table, vdev, 1, 0x10041000, 16, 16);
	table_trace(&table, 1, 0x10020100, 0x100);
	table_carveout(&table, 2, carveout, 0x10000000, size);
	return table;
}

struct asked {
	const char *linux_tree; /* or NULL */
	const char *board;      /* or NULL */
	const char *optee_tree; /* or NULL */
};

/* A kernel and OP-TEE's memory, by what is asked. */
struct inputs {
	signfw_linux *kernel;
	signfw_memory *memory;
};

static struct inputs open_inputs(const struct asked *asked)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct test_file tree = {0};
	struct inputs inputs = {0};

	if (asked->linux_tree != NULL)
		tree = load_tree(asked->linux_tree);
	options.devicetree = tree.data;
	options.devicetree_size = tree.size;
	assert_int_equal(signfw_linux_new(&inputs.kernel, &options, NULL), SIGNFW_OK);
	free(tree.data);
	if (asked->board != NULL)
		assert_int_equal(signfw_memory_from_board(&inputs.memory, asked->board, NULL), SIGNFW_OK);
	if (asked->optee_tree != NULL) {
		struct test_file optee = load_tree(asked->optee_tree);

		inputs.memory = memory_of_tree(optee, NULL);
		free(optee.data);
	}
	return inputs;
}

static void close_inputs(struct inputs *inputs)
{
	signfw_memory_free(inputs->memory);
	signfw_linux_free(inputs->kernel);
}

static enum signfw_status use_of(const struct inputs *inputs, const struct test_table *table, size_t index,
				 struct signfw_linux_use *use)
{
	return signfw_linux_use(inputs->kernel, inputs->memory, table->data, table->size, TABLE_PA, index, use);
}

/* The answers to all uses, as a letter each: y, n or u. */
static void expect(const struct asked *asked, const struct test_table *table, const char *letters,
		   const char *last_reason)
{
	static const char letter_of[] = {
		[SIGNFW_REACH_UNKNOWN] = 'u', [SIGNFW_REACH_YES] = 'y', [SIGNFW_REACH_NO] = 'n'};
	struct inputs inputs = open_inputs(asked);
	struct signfw_linux_use use = {0};
	char found[16] = "";

	for (size_t i = 0; use_of(&inputs, table, i, &use) == SIGNFW_OK; i++)
		found[i] = letter_of[use.reach];
	assert_string_equal(found, letters);
	assert_string_equal(use.reason, last_reason);
	close_inputs(&inputs);
}

static void without_trees_nothing_is_known(void **state)
{
	const struct test_table full = make_table("heap", 0x1000);

	(void)state;
	expect(&(struct asked){NULL, NULL, NULL}, &full, "uuuuuu", "Linux's device tree wasn't given: --linux-dtb");
	expect(&(struct asked){NULL, "stm32mp157-dk", NULL}, &full, "uuuuuu",
	       "Linux's device tree wasn't given: --linux-dtb");
}

static void both_trees_decide(void **state)
{
	const struct test_table full = make_table("heap", 0x1000);

	(void)state;
	expect(&(struct asked){"mp15", "stm32mp157-dk", NULL}, &full, "yyyyyu",
	       "Linux's device tree has no region of the carveout's name, and Linux takes memory of its choice");
	/* without a region for buffers, they are in the first one */
	expect(&(struct asked){"mp15-nobuffer", "stm32mp157-dk", NULL}, &full, "yyyyyu",
	       "Linux's device tree has no region of the carveout's name, and Linux takes memory of its choice");
	/* mcusram1 is the Cortex-M4's, mcusram2 is readable, mcusram3 is for both, RETRAM is the secure world's */
	expect(&(struct asked){"mp15", NULL, "optee-etzpc"}, &full, "nyyyyn",
	       "OP-TEE's firewall keeps region mcusram1 from Linux");
	expect(&(struct asked){"mp15-nobuffer", NULL, "optee-etzpc"}, &full, "nyynyn",
	       "OP-TEE's firewall keeps region mcusram1 from Linux");
}

static void carveouts_with_a_region(void **state)
{
	const struct asked asked = {"mp15", "stm32mp157-dk", NULL};
	const struct test_table fits = make_table("mcuram2", 0x1000), too_large = make_table("mcuram2", 0x50000);

	(void)state;
	expect(&asked, &fits, "yyyyyy", "");
	expect(&asked, &too_large, "yyyyyn", "it takes 0x50000 bytes, but Linux's region mcuram2 has 0x40000");
}

/* A table with a trace buffer only. */
static struct test_table make_trace(uint32_t da, uint32_t len)
{
	struct test_table table = table_new(1);

	table_trace(&table, 0, da, len);
	return table;
}

static void what_is_not_known_is_said(void **state)
{
	const struct test_table anywhere = make_trace(SIGNFW_RESOURCE_ADDRESS_ANY, 0x100);
	const struct test_table strange_mode = make_trace(0x10050000, 0x100);
	const struct test_table alias = make_trace(0x3001ff00, 0x100);
	const struct test_table nowhere = make_trace(0x1005ff80, 0x100);

	(void)state;
	expect(&(struct asked){"mp15", NULL, NULL}, &anywhere, "uu",
	       "OP-TEE's memory wasn't given: --board, or its device tree with --dtb");
	expect(&(struct asked){"mp15", "stm32mp157-dk", NULL}, &anywhere, "yu", "its address isn't known");
	expect(&(struct asked){NULL, "stm32mp157-dk", NULL}, &anywhere, "uu",
	       "Linux's device tree wasn't given: --linux-dtb");
	expect(&(struct asked){NULL, NULL, "optee-etzpc"}, &strange_mode, "nu",
	       "the firewall of region mcusram4 isn't known: give OP-TEE's device tree with --dtb; Linux's device tree "
	       "wasn't given: --linux-dtb");
	/* by the other address of the same SRAM */
	expect(&(struct asked){"mp15", NULL, "optee-etzpc"}, &alias, "nn",
	       "OP-TEE's firewall keeps region mcusram1 from Linux");
	expect(&(struct asked){"mp15", NULL, "optee-etzpc"}, &nowhere, "nn",
	       "no region of Linux's device tree has 0x100 bytes at 0x1005ff80");
	expect(&(struct asked){"mp15", NULL, NULL}, &nowhere, "un",
	       "no region of Linux's device tree has 0x100 bytes at 0x1005ff80");
}

static void a_table_may_be_outside_of_regions(void **state)
{
	struct inputs inputs = open_inputs(&(struct asked){NULL, "stm32mp157-dk", NULL});
	const struct test_table table = make_trace(0, 4);
	struct signfw_linux_use use;

	(void)state;
	assert_int_equal(signfw_linux_use(inputs.kernel, inputs.memory, table.data, table.size, 0x50000000, 0, &use),
			 SIGNFW_OK);
	assert_int_equal(use.reach, SIGNFW_REACH_UNKNOWN);
	assert_string_equal(use.reason,
			    "0x44 bytes at 0x50000000 aren't all in regions that OP-TEE has for the processor; Linux's "
			    "device tree wasn't given: --linux-dtb");
	close_inputs(&inputs);
}

/* By the ranges of Linux's device tree. */
static void device_addresses_are_translated(void **state)
{
	static const struct {
		uint32_t da;
		uint64_t pa;
	} rows[] = {
		{0, 0x38000000},
		{0x100, 0x38000100},
		{0xffff, 0x3800ffff},
		{0x10000, SIGNFW_NO_OFFSET},
		{0x0fffffff, SIGNFW_NO_OFFSET},
		{0x10000000, 0x10000000},
		{0x1005ffff, 0x1005ffff},
		{0x10060000, SIGNFW_NO_OFFSET},
		{0x30000010, 0x30000010},
		{SIGNFW_RESOURCE_ADDRESS_ANY, SIGNFW_NO_OFFSET},
	};
	struct inputs inputs = open_inputs(&(struct asked){"mp15", NULL, NULL});
	struct signfw_linux_use use;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_table table = make_trace(rows[i].da, 4);

		assert_int_equal(use_of(&inputs, &table, 1, &use), SIGNFW_OK);
		assert_int_equal(use.physical_address, rows[i].pa);
	}
	close_inputs(&inputs);
}

/* Without those, by OP-TEE's memory; the address that stands for any is none, whatever the memory has. */
static void device_addresses_are_translated_as_optee_does(void **state)
{
	static const struct signfw_region last_page = {
		.name = "last", .device_address = 0xfffff000, .physical_address = 0x1000, .size = 0x1000};
	static const struct {
		uint32_t da;
		uint64_t pa;
	} rows[] = {
		{0xfffffff0, 0x1ff0},
		{0x50000000, SIGNFW_NO_OFFSET},
		{SIGNFW_RESOURCE_ADDRESS_ANY, SIGNFW_NO_OFFSET},
	};
	struct inputs inputs = open_inputs(&(struct asked){NULL, NULL, NULL});
	struct signfw_linux_use use;

	(void)state;
	assert_int_equal(signfw_memory_from_regions(&inputs.memory, &last_page, 1, NULL), SIGNFW_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_table table = make_trace(rows[i].da, 1);

		assert_int_equal(use_of(&inputs, &table, 1, &use), SIGNFW_OK);
		assert_int_equal(use.physical_address, rows[i].pa);
	}
	close_inputs(&inputs);
}

static void what_has_no_size_has_one_byte(void **state)
{
	struct inputs inputs = open_inputs(&(struct asked){NULL, NULL, NULL});
	struct test_table table = table_new(3);
	struct signfw_linux_use use;

	(void)state;
	table_trace(&table, 0, 0x10000000, 0);
	table_carveout(&table, 1, "heap", 0x10000000, 0);
	table_trace(&table, 2, 0x10000000, 1);
	for (size_t i = 1; i < 4; i++) {
		assert_int_equal(use_of(&inputs, &table, i, &use), SIGNFW_OK);
		assert_int_equal(use.entry, i - 1);
		assert_int_equal(use.size, 1);
	}
	assert_int_equal(use_of(&inputs, &table, 4, &use), SIGNFW_E_ARGUMENT);
	close_inputs(&inputs);
}

/* A vdev with so many rings, the first of which is this. */
static struct test_table make_vdev(uint32_t id, uint8_t rings, uint32_t align, uint32_t num)
{
	struct test_table table = table_new(1);
	const uint32_t vdev = table_vdev(&table, 0, id, rings);

	if (rings > 0)
		table_ring(&table, vdev, 0, 0x10040000, align, num);
	if (rings > 1)
		table_ring(&table, vdev, 1, 0x10041000, 16, 16);
	if (rings > 2)
		table_ring(&table, vdev, 2, 0x10042000, 16, 16);
	return table;
}

/* Buffers are RPMsg's, as many as its first ring has entries; Linux's remoteproc has two rings at most. */
static void vdevs_use_rings_and_buffers(void **state)
{
	static const struct {
		uint32_t id;
		uint8_t rings;
		uint32_t align, num;
		const char *names;
	} rows[] = {
		{7, 2, 16, 16, "resource table, vring 0, vring 1, buffers, "},
		{7, 1, 16, 16, "resource table, vring 0, buffers, "},
		{7, 3, 16, 16, "resource table, vring 0, vring 1, buffers, "},
		{3, 2, 16, 16, "resource table, vring 0, vring 1, "},
		{7, 0, 0, 0, "resource table, "},
		{7, 2, 16, 0, "resource table, vring 1, "},
		{7, 2, 16, 1, "resource table, vring 0, vring 1, buffers, "},
		{7, 2, 0, 16, "resource table, vring 1, buffers, "},
		{7, 2, 1, 16, "resource table, vring 0, vring 1, buffers, "},
	};
	struct inputs inputs = open_inputs(&(struct asked){NULL, NULL, NULL});

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_table table = make_vdev(rows[i].id, rows[i].rings, rows[i].align, rows[i].num);
		struct signfw_linux_use use;
		char names[100] = "";

		for (size_t j = 0; use_of(&inputs, &table, j, &use) == SIGNFW_OK; j++) {
			strcat(names, use.name);
			strcat(names, ", ");
		}
		assert_string_equal(names, rows[i].names);
	}
	close_inputs(&inputs);
}

/* Linux refuses or replaces an address of 0, and takes regions by the number of the device. */
static void rings_have_their_own_regions(void **state)
{
	struct inputs inputs = open_inputs(&(struct asked){"mp15", NULL, NULL});
	struct test_table table = table_new(2);
	struct signfw_linux_use use;

	(void)state;
	table_ring(&table, table_vdev(&table, 0, 7, 1), 0, 0, 16, 16);
	table_ring(&table, table_vdev(&table, 1, 7, 1), 0, 0, 16, 16);
	assert_int_equal(use_of(&inputs, &table, 1, &use), SIGNFW_OK);
	assert_int_equal(use.physical_address, 0x10040000);
	assert_int_equal(use_of(&inputs, &table, 2, &use), SIGNFW_OK);
	assert_int_equal(use.physical_address, 0x10042000);
	assert_int_equal(use_of(&inputs, &table, 3, &use), SIGNFW_OK);
	assert_int_equal(use.entry, 1);
	assert_int_equal(use.physical_address, SIGNFW_NO_OFFSET);
	assert_string_equal(use.reason,
			    "Linux's device tree has no region vdev1vring0, and Linux takes memory of its choice");
	/* without one of its own, the first one */
	assert_int_equal(use_of(&inputs, &table, 4, &use), SIGNFW_OK);
	assert_int_equal(use.kind, SIGNFW_LINUX_USES_BUFFERS);
	assert_int_equal(use.physical_address, 0x38000000);
	close_inputs(&inputs);
}

/* The first region is the only one that this tree has. */
static void buffers_are_in_the_first_region(void **state)
{
	struct inputs inputs = open_inputs(&(struct asked){"mp15-noregion", NULL, NULL});
	const struct test_table table = make_vdev(7, 2, 16, 16);
	struct signfw_linux_use use;

	(void)state;
	assert_int_equal(use_of(&inputs, &table, 3, &use), SIGNFW_OK);
	assert_int_equal(use.kind, SIGNFW_LINUX_USES_BUFFERS);
	assert_int_equal(use.physical_address, 0x10000000);
	close_inputs(&inputs);
}

static size_t count_uses(const struct test_table *table)
{
	struct inputs inputs = open_inputs(&(struct asked){NULL, NULL, NULL});
	struct signfw_linux_use use;
	size_t count = 0;

	while (use_of(&inputs, table, count, &use) == SIGNFW_OK)
		count++;
	close_inputs(&inputs);
	return count;
}

static void no_more_than_256_entries_are_looked_at(void **state)
{
	struct test_table table = table_new(257);
	const uint32_t offset = table_trace(&table, 0, 0x10000000, 4);

	(void)state;
	for (size_t i = 0; i < 257; i++)
		put_u32(table.data + 16 + 4 * i, offset);
	assert_int_equal(count_uses(&table), 1 + 256);
	put_u32(table.data + 4, 255);
	assert_int_equal(count_uses(&table), 1 + 255);
}

static void entries_are_behind_the_header(void **state)
{
	struct test_table table = make_trace(0x10000000, 4);

	(void)state;
	/* what is at 12 would be a trace buffer */
	put_u32(table.data + 12, SIGNFW_RESOURCE_TRACE);
	put_u32(table.data + 16, 12);
	assert_int_equal(count_uses(&table), 1);
	/* and what is at 16, the first offset, is one */
	table = table_new(2);
	table_trace(&table, 0, 0x10000000, 4);
	put_u32(table.data + 16, SIGNFW_RESOURCE_TRACE);
	put_u32(table.data + 20, 16);
	assert_int_equal(count_uses(&table), 2);
}

static void tables_that_are_cut(void **state)
{
	const struct asked asked = {"mp15", "stm32mp157-dk", NULL};
	struct test_table table = make_table("heap", 0x1000);

	(void)state;
	/* the last entry is incomplete, and asks for nothing */
	table.size--;
	expect(&asked, &table, "yyyyy", "");
	table.size = 16;
	expect(&asked, &table, "y", "");
	table.size = 0;
	expect(&asked, &table, "", "");
}

/* Those that OP-TEE keeps to itself are found where they are asked for. */
static void what_linux_cannot_reach_is_found(void **state)
{
	const struct test_table table = make_table("heap", 0x1000);
	struct inputs inputs = open_inputs(&(struct asked){NULL, NULL, "optee-etzpc"});
	signfw_findings *findings = new_findings();
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_finding finding;

	(void)state;
	assert_int_equal(signfw_linux_check_reach(inputs.kernel, inputs.memory, table.data, table.size, 0x500, TABLE_PA,
						  findings, &error),
			 SIGNFW_E_ELF);
	assert_int_equal(signfw_findings_count(findings), 2);
	assert_int_equal(signfw_findings_get(findings, 0, &finding), SIGNFW_OK);
	assert_string_equal(finding.id, "linux-unreachable");
	assert_int_equal(finding.offset, 0x500);
	assert_string_equal(finding.message, "Linux can't use the resource table: OP-TEE's firewall lets Linux read "
					     "region mcusram2, but not write it");
	assert_int_equal(signfw_findings_get(findings, 1, &finding), SIGNFW_OK);
	assert_int_equal(finding.offset, 0x500 + get_u32(table.data + 16 + 8));
	assert_string_equal(finding.message,
			    "Linux can't use the carveout: OP-TEE's firewall keeps region mcusram1 from Linux");
	signfw_findings_free(findings);
	close_inputs(&inputs);
}

static void what_is_not_a_question(void **state)
{
	const struct test_table full = make_table("heap", 0x1000);
	struct signfw_linux_use use;
	signfw_linux *kernel = NULL;

	(void)state;
	assert_int_equal(signfw_linux_use(NULL, NULL, full.data, full.size, TABLE_PA, 0, &use), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_linux_new(&kernel, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_linux_use(kernel, NULL, full.data, full.size, TABLE_PA, 0, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_linux_use(kernel, NULL, NULL, 1, TABLE_PA, 0, &use), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_linux_use(kernel, NULL, full.data, full.size, TABLE_PA, 6, &use), SIGNFW_E_ARGUMENT);
	signfw_findings *findings = new_findings();

	assert_int_equal(signfw_linux_check_reach(kernel, NULL, NULL, 0, 0, TABLE_PA, findings, NULL), SIGNFW_OK);
	assert_int_equal(signfw_linux_check_reach(NULL, NULL, full.data, full.size, 0, TABLE_PA, findings, NULL),
			 SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_linux_check_reach(kernel, NULL, full.data, full.size, 0, TABLE_PA, NULL, NULL),
			 SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_linux_check_reach(kernel, NULL, NULL, 1, 0, TABLE_PA, findings, NULL),
			 SIGNFW_E_ARGUMENT);
	signfw_findings_free(findings);
	signfw_linux_free(kernel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_trees_nothing_is_known),
		cmocka_unit_test(both_trees_decide),
		cmocka_unit_test(carveouts_with_a_region),
		cmocka_unit_test(what_is_not_known_is_said),
		cmocka_unit_test(a_table_may_be_outside_of_regions),
		cmocka_unit_test(device_addresses_are_translated),
		cmocka_unit_test(device_addresses_are_translated_as_optee_does),
		cmocka_unit_test(what_has_no_size_has_one_byte),
		cmocka_unit_test(vdevs_use_rings_and_buffers),
		cmocka_unit_test(rings_have_their_own_regions),
		cmocka_unit_test(buffers_are_in_the_first_region),
		cmocka_unit_test(no_more_than_256_entries_are_looked_at),
		cmocka_unit_test(entries_are_behind_the_header),
		cmocka_unit_test(tables_that_are_cut),
		cmocka_unit_test(what_linux_cannot_reach_is_found),
		cmocka_unit_test(what_is_not_a_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
