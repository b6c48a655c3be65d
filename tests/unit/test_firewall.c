/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/firewall.h"

#include <stdio.h>
#include <stdlib.h>

#include "tree.h"

#define RESERVED "/reserved-memory/"

static enum signfw_reach reach_of(const char *tree, const char *region)
{
	struct test_file file = load_tree(tree);
	struct flat_tree flat = {0};
	char path[64];

	snprintf(path, sizeof(path), RESERVED "%s", region);
	assert_int_equal(sfw_tree_open(&flat, file.data, file.size, NULL), SIGNFW_OK);
	const int node = fdt_path_offset(flat.fdt, path);

	assert_true(node >= 0);
	const enum signfw_reach reach = sfw_firewall_reach(&flat, node);

	sfw_tree_close(&flat);
	free(file.data);
	return reach;
}

static void modes_of_etzpc(void **state)
{
	(void)state;
	assert_int_equal(reach_of("optee-etzpc", "mcusram1@10000000"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("optee-etzpc", "mcusram2@10020000"), SIGNFW_REACH_READ);
	assert_int_equal(reach_of("optee-etzpc", "mcusram3@10040000"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("optee-etzpc", "mcusram4@10050000"), SIGNFW_REACH_UNKNOWN);
	assert_int_equal(reach_of("optee-etzpc", "retram@38000000"), SIGNFW_REACH_NO);
}

static void cells_of_risab(void **state)
{
	(void)state;
	assert_int_equal(reach_of("optee-rif", "cm33_sram1@a043000"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("optee-rif", "cm33_sram2@a060000"), SIGNFW_REACH_READ);
	assert_int_equal(reach_of("optee-rif", "cm33_retram@a080000"), SIGNFW_REACH_NO);
}

static void cells_of_risaf(void **state)
{
	(void)state;
	assert_int_equal(reach_of("optee-rif", "tfm_code@80000000"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("optee-rif", "cm33_cube_fw@80100000"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("optee-rif", "tfm_data@80900000"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("optee-rif", "cm33_cube_data@80a00000"), SIGNFW_REACH_NO);
}

static void what_is_no_configuration(void **state)
{
	(void)state;
	assert_int_equal(reach_of("optee-rif", "ipc_shmem@81200000"), SIGNFW_REACH_UNKNOWN);
	assert_int_equal(reach_of("stm32mp157-dk-st", "retram@38000000"), SIGNFW_REACH_UNKNOWN);
	assert_int_equal(reach_of("stm32mp157-dk", "retram@38000000"), SIGNFW_REACH_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(modes_of_etzpc),
		cmocka_unit_test(cells_of_risab),
		cmocka_unit_test(cells_of_risaf),
		cmocka_unit_test(what_is_no_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
