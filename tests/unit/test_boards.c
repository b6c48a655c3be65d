/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "device/memory_map.h"
#include "tree.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* All boards, with the names of their regions; those with a tree come first. */
static const struct {
	const char *name, *regions;
} boards[] = {
	{"stm32mp157-ed1", "retram mcuram mcuram2 vdev0vring0 vdev0vring1 vdev0buffer ipc_shmem"},
	{"stm32mp157-dk", "retram mcuram mcuram2 vdev0vring0 vdev0vring1 vdev0buffer ipc_shmem"},
	{"stm32mp157-ed1-st", "retram mcuram mcuram2 ipc_shmem"},
	{"stm32mp157-ed1-st-tree", "retram mcusram1 mcusram2 mcusram3"},
	{"stm32mp157-dk-st", "retram mcuram mcuram2 ipc_shmem"},
	{"stm32mp157-dk-st-tree", "retram mcusram1 mcusram2 mcusram3"},
	{"stm32mp257-ev1", "cm33_sram2 tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp257-ev1-tree",
	 "cm33_sram1 cm33_sram2 cm33_retram tfm_its tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp257-dk", "cm33_sram2 tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp257-dk-tree",
	 "cm33_sram1 cm33_sram2 cm33_retram tfm_its tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp235-dk", "cm33_sram2 tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp235-dk-tree",
	 "cm33_sram1 cm33_sram2 cm33_retram tfm_its tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp215-dk", "tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp215-dk-tree",
	 "cm33_sram1 cm33_retram tfm_its tfm_code cm33_cube_fw tfm_data cm33_cube_data ipc_shmem"},
	{"stm32mp15-st-3.16", "mcusram mcusram_alias retram"},
	{"rcar-cr7", "cr7"},
	{"imx7", "ocram_s_alias ocram_s ocram ocram_alias tcml tcmu"},
	{"imx8mp", "itcm dtcm"},
};
#define TREE_COUNT 14

static signfw_memory *memory_of_board(const char *name)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_memory *memory = NULL;

	if (signfw_memory_from_board(&memory, name, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	return memory;
}

static void expect_regions(const char *name, const char *expected)
{
	signfw_memory *memory = memory_of_board(name);
	char names[256] = "";
	struct signfw_region region;

	for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++) {
		assert_true(strlen(names) + strlen(region.name) + 2 < sizeof(names));
		strcat(strcat(names, i == 0 ? "" : " "), region.name);
	}
	assert_string_equal(names, expected);
	signfw_memory_free(memory);
}

static void boards_are_listed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(boards); i++) {
		const char *description = NULL, *of_memory = NULL;

		assert_string_equal(signfw_board_name(i, &description), boards[i].name);
		assert_non_null(description);
		assert_string_equal(signfw_board_name(i, NULL), boards[i].name);
		expect_regions(boards[i].name, boards[i].regions);

		signfw_memory *memory = memory_of_board(boards[i].name);

		assert_string_equal(signfw_memory_board(memory, &of_memory), boards[i].name);
		assert_string_equal(of_memory, description);
		assert_string_equal(signfw_memory_board(memory, NULL), boards[i].name);
		signfw_memory_free(memory);
	}
	const char *untouched = "untouched";

	assert_null(signfw_board_name(COUNT(boards), &untouched));
	assert_null(signfw_memory_board(NULL, &untouched));
	assert_string_equal(untouched, "untouched");
}

static void expect_same_region(const struct signfw_region *board, const struct signfw_region *tree)
{
	assert_string_equal(board->name, tree->name);
	assert_int_equal(board->device_address, tree->device_address);
	assert_int_equal(board->physical_address, tree->physical_address);
	assert_int_equal(board->size, tree->size);
	/* neither has to tell */
	if (board->linux_reach != SIGNFW_REACH_UNKNOWN && tree->linux_reach != SIGNFW_REACH_UNKNOWN)
		assert_int_equal(board->linux_reach, tree->linux_reach);
}

static void boards_are_as_their_trees(void **state)
{
	(void)state;
	for (size_t i = 0; i < TREE_COUNT; i++) {
		struct test_file file = load_tree(boards[i].name);
		signfw_memory *tree = memory_of_tree(file, NULL);
		signfw_memory *board = memory_of_board(boards[i].name);

		print_message("%s\n", boards[i].name);
		assert_null(signfw_memory_board(tree, NULL));
		assert_int_equal(board->rule, tree->rule);
		assert_int_equal(board->region_count, tree->region_count);
		for (size_t j = 0; j < board->region_count; j++)
			expect_same_region(&board->regions[j], &tree->regions[j]);
		assert_int_equal(board->range_count, tree->range_count);
		if (board->range_count > 0)
			assert_memory_equal(board->ranges, tree->ranges, board->range_count * sizeof(*board->ranges));
		signfw_memory_free(board);
		signfw_memory_free(tree);
		free(file.data);
	}
}

/* What is known of a board: one range of device addresses, the result, where it is and in which region. */
static const struct {
	const char *board;
	uint64_t da, size;
	uint32_t result;
	uint64_t pa;
	const char *region;
} facts[] = {
	{"stm32mp157-dk", 0x00000000, 0x10000, SIGNFW_TEE_SUCCESS, 0x38000000, "retram"},
	{"stm32mp157-dk", 0x38000000, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"stm32mp157-dk", 0x10000000, 0x40000, SIGNFW_TEE_SUCCESS, 0x10000000, "mcuram2"},
	{"stm32mp157-dk", 0x30000000, 0x40000, SIGNFW_TEE_SUCCESS, 0x30000000, "mcuram"},
	{"stm32mp157-dk", 0x1003fffc, 8, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"stm32mp157-dk", 0x10046000, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"stm32mp157-dk", 0x10048000, 0x8000, SIGNFW_TEE_SUCCESS, 0x10048000, "ipc_shmem"},
	{"stm32mp157-dk-st", 0x00000000, 0x10000, SIGNFW_TEE_SUCCESS, 0x38000000, "retram"},
	{"stm32mp157-dk-st", 0x1001fffc, 8, SIGNFW_TEE_SUCCESS, 0x1001fffc, "mcuram2"},
	{"stm32mp157-dk-st", 0x30000000, 0x40000, SIGNFW_TEE_SUCCESS, 0x10000000, "mcuram2"},
	{"stm32mp157-dk-st", 0x10040000, 4, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp157-dk-st", 0x10048000, 0x8000, SIGNFW_TEE_SUCCESS, 0x10048000, "ipc_shmem"},
	{"stm32mp157-dk-st", 0x38000000, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"stm32mp157-dk-st-tree", 0x00000000, 0x10000, SIGNFW_TEE_SUCCESS, 0x38000000, "retram"},
	{"stm32mp157-dk-st-tree", 0x30000000, 0x20000, SIGNFW_TEE_SUCCESS, 0x10000000, "mcusram1"},
	{"stm32mp157-dk-st-tree", 0x30040000, 4, SIGNFW_TEE_SUCCESS, 0x10040000, "mcusram3"},
	{"stm32mp157-dk-st-tree", 0x1001fffc, 8, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp157-dk-st-tree", 0x10050000, 4, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp157-dk-st-tree", 0x38000000, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	/* the documentation names six regions, the tree has nine */
	{"stm32mp257-ev1", 0x0a043000, 4, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp257-ev1", 0x0a080000, 4, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp257-ev1", 0x42001000, 4, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp257-ev1", 0x0a060000, 0x20000, SIGNFW_TEE_SUCCESS, 0x0a060000, "cm33_sram2"},
	{"stm32mp257-ev1-tree", 0x0a043000, 0x1d000, SIGNFW_TEE_SUCCESS, 0x0a043000, "cm33_sram1"},
	{"stm32mp257-ev1-tree", 0x0a080000, 0x1f000, SIGNFW_TEE_SUCCESS, 0x0a080000, "cm33_retram"},
	{"stm32mp257-ev1-tree", 0x42001000, 0x1000, SIGNFW_TEE_SUCCESS, 0x42001000, "tfm_its"},
	{"stm32mp257-ev1", 0x00100000, 4, SIGNFW_TEE_SUCCESS, 0x80100000, "cm33_cube_fw"},
	{"stm32mp257-ev1", 0x10100000, 4, SIGNFW_TEE_SUCCESS, 0x80100000, "cm33_cube_fw"},
	{"stm32mp257-ev1", 0x80100000, 0x800000, SIGNFW_TEE_SUCCESS, 0x80100000, "cm33_cube_fw"},
	{"stm32mp257-ev1", 0x80000000, 0x100004, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp257-ev1", 0xf0000000, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"stm32mp215-dk", 0x0a063000, 4, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp215-dk-tree", 0x0a060000, 4, SIGNFW_TEE_GENERIC, 0, NULL},
	{"stm32mp215-dk-tree", 0x0a063000, 0xd000, SIGNFW_TEE_SUCCESS, 0x0a063000, "cm33_sram1"},
	{"rcar-cr7", 0x40040000, 0x1fc0000, SIGNFW_TEE_SUCCESS, 0x40040000, "cr7"},
	{"rcar-cr7", 0x4003fffc, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"imx7", 0x1fff8000, 0x8000, SIGNFW_TEE_SUCCESS, 0x007f8000, "tcml"},
	/* one memory for the processor, two regions for the loader */
	{"imx7", 0x1ffffffc, 8, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"imx7", 0x20000000, 0x8000, SIGNFW_TEE_SUCCESS, 0x00800000, "tcmu"},
	{"imx7", 0x00000000, 0x8000, SIGNFW_TEE_SUCCESS, 0x00180000, "ocram_s_alias"},
	{"imx7", 0x00180000, 0x8000, SIGNFW_TEE_SUCCESS, 0x00180000, "ocram_s"},
	{"imx7", 0x00900000, 0x20000, SIGNFW_TEE_SUCCESS, 0x00900000, "ocram"},
	{"imx7", 0x20200000, 0x20000, SIGNFW_TEE_SUCCESS, 0x00900000, "ocram_alias"},
	{"imx7", 0x80000000, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
	{"imx8mp", 0x00000000, 0x20000, SIGNFW_TEE_SUCCESS, 0x007e0000, "itcm"},
	{"imx8mp", 0x20000000, 0x20000, SIGNFW_TEE_SUCCESS, 0x00800000, "dtcm"},
	{"imx8mp", 0x40000000, 4, SIGNFW_TEE_ACCESS_DENIED, 0, NULL},
};

static void boards_lead_where_they_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(facts); i++) {
		signfw_memory *memory = memory_of_board(facts[i].board);
		struct place_in_memory place = {0};
		const uint32_t result = sfw_memory_find(memory, facts[i].da, facts[i].size, &place);

		if (result != facts[i].result)
			fail_msg("%s, 0x%llx: 0x%08x", facts[i].board, (unsigned long long)facts[i].da, result);
		if (facts[i].region != NULL) {
			assert_int_equal(place.pa, facts[i].pa);
			assert_string_equal(memory->regions[place.region].name, facts[i].region);
		}
		signfw_memory_free(memory);
	}
}

static enum signfw_reach reach_of(const char *board, const char *region)
{
	signfw_memory *memory = memory_of_board(board);
	struct signfw_region out = {0};
	bool found = false;

	for (size_t i = 0; !found && signfw_memory_region(memory, i, &out) == SIGNFW_OK; i++)
		found = strcmp(out.name, region) == 0;
	assert_true(found);
	signfw_memory_free(memory);
	return out.linux_reach;
}

static void what_linux_reaches_is_told_where_it_is_known(void **state)
{
	(void)state;
	assert_int_equal(reach_of("stm32mp157-ed1", "mcuram"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp157-ed1-st", "mcuram2"), SIGNFW_REACH_UNKNOWN);
	assert_int_equal(reach_of("stm32mp157-ed1", "vdev0vring0"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp157-ed1", "vdev0vring1"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp157-ed1", "vdev0buffer"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp157-ed1", "ipc_shmem"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp157-ed1-st", "mcuram2"), SIGNFW_REACH_UNKNOWN);
	assert_int_equal(reach_of("stm32mp157-ed1-st", "ipc_shmem"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp157-ed1-st-tree", "retram"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("stm32mp157-ed1-st-tree", "mcusram1"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("stm32mp157-ed1-st-tree", "mcusram2"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("stm32mp157-ed1-st-tree", "mcusram3"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp257-ev1", "cm33_cube_fw"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp257-ev1", "cm33_cube_data"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp257-ev1", "cm33_sram2"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp257-ev1", "tfm_code"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("stm32mp257-ev1", "tfm_data"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("stm32mp257-ev1-tree", "cm33_sram1"), SIGNFW_REACH_YES);
	assert_int_equal(reach_of("stm32mp257-ev1-tree", "cm33_retram"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("stm32mp257-ev1-tree", "tfm_its"), SIGNFW_REACH_NO);
	assert_int_equal(reach_of("stm32mp257-ev1", "ipc_shmem"), SIGNFW_REACH_YES);
}

static void other_boards_are_refused(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_memory *memory = NULL;

	(void)state;
	assert_int_equal(signfw_memory_from_board(&memory, "stm32mp157", &error), SIGNFW_E_ARGUMENT);
	assert_null(memory);
	assert_string_equal(error.message, "no board 'stm32mp157' is built in");
	assert_int_equal(signfw_memory_from_board(&memory, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no board was given");
	assert_int_equal(signfw_memory_from_board(NULL, "imx7", &error), SIGNFW_E_ARGUMENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boards_are_listed),
		cmocka_unit_test(boards_are_as_their_trees),
		cmocka_unit_test(boards_lead_where_they_should),
		cmocka_unit_test(what_linux_reaches_is_told_where_it_is_known),
		cmocka_unit_test(other_boards_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
