/* SPDX-License-Identifier: BSD-2-Clause */
#include "tree/processors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tree.h"

static bool is_linux(const char *name)
{
	struct test_file file = load_tree(name);
	struct flat_tree flat = {0};

	assert_int_equal(sfw_tree_open(&flat, file.data, file.size, NULL), SIGNFW_OK);
	const bool result = sfw_tree_is_linux(&flat);

	sfw_tree_close(&flat);
	free(file.data);
	return result;
}

static bool is_for_optee(const char *name, const char *path)
{
	struct test_file file = load_tree(name);
	struct flat_tree flat = {0};

	assert_int_equal(sfw_tree_open(&flat, file.data, file.size, NULL), SIGNFW_OK);
	const bool result = sfw_tree_is_for_optee(&flat, fdt_path_offset(flat.fdt, path));

	sfw_tree_close(&flat);
	free(file.data);
	return result;
}

static void expect_candidates(const char *name, const char *expected)
{
	struct test_file file = load_tree(name);
	struct flat_tree flat = {0};
	char text[TREE_CANDIDATES_SIZE];

	assert_int_equal(sfw_tree_open(&flat, file.data, file.size, NULL), SIGNFW_OK);
	sfw_tree_candidates(&flat, text);
	assert_string_equal(text, expected);
	sfw_tree_close(&flat);
	free(file.data);
}

static void whose_tree_it_is(void **state)
{
	(void)state;
	assert_true(is_linux("mp15"));
	assert_true(is_linux("mp25"));
	assert_false(is_linux("stm32mp157-dk"));
	assert_false(is_linux("stm32mp257-ev1"));
	assert_false(is_for_optee("mp15", "/ahb/m4@10000000"));
	assert_true(is_for_optee("stm32mp157-dk", "/ahb@38000000/m4@10000000"));
	assert_true(is_for_optee("optee-etzpc", "/ahb@38000000/m4@10000000"));
	assert_true(is_for_optee("optee-rif", "/ahb@0/m33@0"));
}

static void processors_are_named(void **state)
{
	(void)state;
	expect_candidates("mp15", "/ahb/m4@10000000 (st,stm32mp1-m4, okay)");
	expect_candidates("stm32mp157-dk", "/ahb@38000000/m4@10000000 (st,stm32mp1-m4-tee, okay)");
	expect_candidates("stm32mp257-ev1", "/ahb@0/m33@0 (st,stm32mp2-m33-tee, okay)");
}

static int set_text(void *fdt, int node, const char *name, const char *text)
{
	return fdt_setprop(fdt, node, name, text, (int)strlen(text) + 1);
}

/* More of them than the text has room for. */
static void what_does_not_fit_is_cut(void **state)
{
	char blob[4096], name[16], text[TREE_CANDIDATES_SIZE];
	const struct flat_tree flat = {.fdt = blob};

	(void)state;
	assert_int_equal(fdt_create_empty_tree(blob, sizeof(blob)), 0);
	sfw_tree_candidates(&flat, text);
	assert_string_equal(text, "no remote processor");
	for (unsigned i = 0; i < 10; i++) {
		snprintf(name, sizeof(name), "m4@%u", i);
		const int node = fdt_add_subnode(blob, 0, name);

		assert_true(node > 0);
		assert_int_equal(set_text(blob, node, "compatible", "st,stm32mp2-m0"), 0);
		assert_int_equal(set_text(blob, node, "status", i % 2 == 0 ? "disabled" : "okay"), 0);
	}
	sfw_tree_candidates(&flat, text);
	assert_int_equal(strlen(text), TREE_CANDIDATES_SIZE - 1);
	assert_memory_equal(text, "/m4@9 (st,stm32mp2-m0, okay), /m4@8 (st,stm32mp2-m0, disabled)", 62);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whose_tree_it_is),
		cmocka_unit_test(processors_are_named),
		cmocka_unit_test(what_does_not_fit_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
