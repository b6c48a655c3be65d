/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>

#include "resource_table.h"
#include "signfw/linux.h"
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

/* The answers to all uses, as a letter each: y, n or u. */
static void expect(const struct asked *asked, const struct test_table *table, const char *letters,
		   const char *last_reason)
{
	static const char letter_of[] = {
		[SIGNFW_REACH_UNKNOWN] = 'u', [SIGNFW_REACH_YES] = 'y', [SIGNFW_REACH_NO] = 'n'};
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct test_file tree = {0};
	struct signfw_linux_use use = {0};
	signfw_linux *kernel = NULL;
	signfw_memory *memory = NULL;
	char found[16] = "";

	if (asked->linux_tree != NULL)
		tree = load_tree(asked->linux_tree);
	options.devicetree = tree.data;
	options.devicetree_size = tree.size;
	assert_int_equal(signfw_linux_new(&kernel, &options, NULL), SIGNFW_OK);
	if (asked->board != NULL)
		assert_int_equal(signfw_memory_from_board(&memory, asked->board, NULL), SIGNFW_OK);
	if (asked->optee_tree != NULL) {
		struct test_file optee = load_tree(asked->optee_tree);

		memory = memory_of_tree(optee, NULL);
		free(optee.data);
	}
	for (size_t i = 0; signfw_linux_use(kernel, memory, table->data, table->size, TABLE_PA, i, &use) == SIGNFW_OK;
	     i++)
		found[i] = letter_of[use.reach];
	assert_string_equal(found, letters);
	assert_string_equal(use.reason, last_reason);
	signfw_memory_free(memory);
	signfw_linux_free(kernel);
	free(tree.data);
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
		cmocka_unit_test(without_trees_nothing_is_known), cmocka_unit_test(both_trees_decide),
		cmocka_unit_test(carveouts_with_a_region),        cmocka_unit_test(tables_that_are_cut),
		cmocka_unit_test(what_is_not_a_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
