/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Boards as the device trees of OP-TEE (upstream: core/arch/arm/dts) and of
 * ST's, version 4.0, describe them; ports that have none as their drivers do.
 * Regions have the names of their labels there.
 *
 * ST's shipped trees give firmware to the remote processor without OP-TEE, and
 * more regions than ST's documentation of signed firmware tells boards to list.
 * A board's name means the documented ones, with "-tree" those of the tree:
 * what is refused with the former may be accepted with the latter.
 */
#include <string.h>

#include "base/error.h"
#include "device/memory_map.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Where both processors use the same address, or dma-ranges tell what the remote one uses. */
/* clang-format off */
#define REGION(name, address, size, reach) { (name), (address), (address), (size), SIGNFW_REACH_##reach }
/* clang-format on */

/* Upstream gives no memory to the remote processor alone. */
static const struct signfw_region stm32mp15_regions[] = {
	{"retram", 0x00000000, 0x38000000, 0x10000, SIGNFW_REACH_YES},
	/* mcuram and mcuram2 are two addresses of the same memory */
	REGION("mcuram", 0x30000000, 0x40000, YES),
	REGION("mcuram2", 0x10000000, 0x40000, YES),
	REGION("vdev0vring0", 0x10040000, 0x1000, YES),
	REGION("vdev0vring1", 0x10041000, 0x1000, YES),
	REGION("vdev0buffer", 0x10042000, 0x4000, YES),
	REGION("ipc_shmem", 0x10048000, 0x8000, YES),
};

static const struct signfw_region stm32mp15_documented_regions[] = {
	REGION("retram", 0x38000000, 0x10000, UNKNOWN),
	/* the driver's dma-ranges lead 0x30000000 to mcuram2: nothing leads here */
	REGION("mcuram", 0x30000000, 0x40000, UNKNOWN),
	REGION("mcuram2", 0x10000000, 0x40000, UNKNOWN),
	REGION("ipc_shmem", 0x10048000, 0x8000, YES),
};

/* ST's tree leaves mcusram1 and 2 to the Cortex-M4 alone once it is loaded, and mcusram3 to both. */
static const struct signfw_region stm32mp15_st_tree_regions[] = {
	REGION("retram", 0x38000000, 0x10000, NO),
	REGION("mcusram1", 0x10000000, 0x20000, NO),
	REGION("mcusram2", 0x10020000, 0x20000, NO),
	REGION("mcusram3", 0x10040000, 0x10000, YES),
};
static const struct dma_range stm32mp15_st_ranges[] = {
	{0x00000000, 0x38000000, 0x10000},
	{0x10000000, 0x10000000, 0x60000},
	{0x30000000, 0x10000000, 0x60000},
};

/* All STM32MP2 have these, behind firewalls that are configured alike (*-rif.dtsi); only the SRAM differs. */
/* clang-format off */
#define STM32MP2_DOCUMENTED_REGIONS \
	REGION("tfm_code", 0x80000000, 0x100000, NO), \
	REGION("cm33_cube_fw", 0x80100000, 0x800000, YES), \
	REGION("tfm_data", 0x80900000, 0x100000, NO), \
	REGION("cm33_cube_data", 0x80a00000, 0x800000, YES), \
	REGION("ipc_shmem", 0x81200000, 0x100000, YES)
#define STM32MP2_TFM_ITS REGION("tfm_its", 0x42001000, 0x1000, NO)
#define STM32MP25_SRAM2  REGION("cm33_sram2", 0x0a060000, 0x20000, YES)
/* clang-format on */

static const struct signfw_region stm32mp25_documented_regions[] = {
	STM32MP25_SRAM2,
	STM32MP2_DOCUMENTED_REGIONS,
};
static const struct signfw_region stm32mp25_tree_regions[] = {
	REGION("cm33_sram1", 0x0a043000, 0x1d000, YES),
	STM32MP25_SRAM2,
	REGION("cm33_retram", 0x0a080000, 0x1f000, NO),
	STM32MP2_TFM_ITS,
	STM32MP2_DOCUMENTED_REGIONS,
};
static const struct signfw_region stm32mp21_documented_regions[] = {
	STM32MP2_DOCUMENTED_REGIONS,
};
static const struct signfw_region stm32mp21_tree_regions[] = {
	REGION("cm33_sram1", 0x0a063000, 0xd000, YES),
	REGION("cm33_retram", 0x0a040000, 0x1f000, NO),
	STM32MP2_TFM_ITS,
	STM32MP2_DOCUMENTED_REGIONS,
};

/* The Cortex-M33 sees SRAM and peripherals where they are, and the DRAM from 0 and 0x10000000 on, too. */
static const struct dma_range stm32mp2_ranges[] = {
	{0x00000000, 0x80000000, 0x08000000},
	{0x08000000, 0x08000000, 0x08000000},
	{0x10000000, 0x80000000, 0x10000000},
	{0x20000000, 0x20000000, 0xd0000000},
};

/* Built into the pseudo TA of ST's 3.x: the SRAM at both of its device addresses. */
static const struct signfw_region stm32mp15_st_3_regions[] = {
	{"mcusram", 0x10000000, 0x30000000, 0x60000, SIGNFW_REACH_UNKNOWN},
	{"mcusram_alias", 0x30000000, 0x30000000, 0x60000, SIGNFW_REACH_UNKNOWN},
	{"retram", 0x00000000, 0x38000000, 0x10000, SIGNFW_REACH_UNKNOWN},
};

static const struct signfw_region rcar_regions[] = {
	REGION("cr7", 0x40040000, 0x1fc0000, UNKNOWN),
};

/* The Cortex-M4 sees OCRAM and OCRAM_S at two addresses each. */
static const struct signfw_region imx7_regions[] = {
	{"ocram_s_alias", 0x00000000, 0x00180000, 0x8000, SIGNFW_REACH_UNKNOWN},
	REGION("ocram_s", 0x00180000, 0x8000, UNKNOWN),
	REGION("ocram", 0x00900000, 0x20000, UNKNOWN),
	{"ocram_alias", 0x20200000, 0x00900000, 0x20000, SIGNFW_REACH_UNKNOWN},
	{"tcml", 0x1fff8000, 0x007f8000, 0x8000, SIGNFW_REACH_UNKNOWN},
	{"tcmu", 0x20000000, 0x00800000, 0x8000, SIGNFW_REACH_UNKNOWN},
};
static const struct signfw_region imx8mp_regions[] = {
	{"itcm", 0x00000000, 0x007e0000, 0x20000, SIGNFW_REACH_UNKNOWN},
	{"dtcm", 0x20000000, 0x00800000, 0x20000, SIGNFW_REACH_UNKNOWN},
};

static const struct board {
	const char *name, *description;
	enum host host;
	enum memory_rule rule;
	const struct signfw_region *regions;
	size_t region_count;
	const struct dma_range *ranges;
	size_t range_count;
} boards[] = {
#define BY_REGION(regions)            MEMORY_BY_REGION, regions, COUNT(regions), NULL, 0
#define BY_DMA_RANGE(regions, ranges) MEMORY_BY_DMA_RANGE, regions, COUNT(regions), ranges, COUNT(ranges)
	{"stm32mp157-ed1", "STM32MP157 evaluation board, upstream OP-TEE", HOST_32_BIT, BY_REGION(stm32mp15_regions)},
	{"stm32mp157-dk", "STM32MP157 discovery kit, upstream OP-TEE", HOST_32_BIT, BY_REGION(stm32mp15_regions)},
	{"stm32mp157-ed1-st", "STM32MP157 evaluation board, ST's OP-TEE 4.0, regions of its documentation", HOST_32_BIT,
	 BY_DMA_RANGE(stm32mp15_documented_regions, stm32mp15_st_ranges)},
	{"stm32mp157-ed1-st-tree", "STM32MP157 evaluation board, ST's OP-TEE 4.0, regions of its device tree",
	 HOST_32_BIT, BY_DMA_RANGE(stm32mp15_st_tree_regions, stm32mp15_st_ranges)},
	{"stm32mp157-dk-st", "STM32MP157 discovery kit, ST's OP-TEE 4.0, regions of its documentation", HOST_32_BIT,
	 BY_DMA_RANGE(stm32mp15_documented_regions, stm32mp15_st_ranges)},
	{"stm32mp157-dk-st-tree", "STM32MP157 discovery kit, ST's OP-TEE 4.0, regions of its device tree", HOST_32_BIT,
	 BY_DMA_RANGE(stm32mp15_st_tree_regions, stm32mp15_st_ranges)},
	{"stm32mp257-ev1", "STM32MP257 evaluation board, ST's OP-TEE 4.0, regions of its documentation", HOST_STM32MP2,
	 BY_DMA_RANGE(stm32mp25_documented_regions, stm32mp2_ranges)},
	{"stm32mp257-ev1-tree", "STM32MP257 evaluation board, ST's OP-TEE 4.0, regions of its device tree",
	 HOST_STM32MP2, BY_DMA_RANGE(stm32mp25_tree_regions, stm32mp2_ranges)},
	{"stm32mp257-dk", "STM32MP257 discovery kit, ST's OP-TEE 4.0, regions of its documentation", HOST_STM32MP2,
	 BY_DMA_RANGE(stm32mp25_documented_regions, stm32mp2_ranges)},
	{"stm32mp257-dk-tree", "STM32MP257 discovery kit, ST's OP-TEE 4.0, regions of upstream's device tree",
	 HOST_STM32MP2, BY_DMA_RANGE(stm32mp25_tree_regions, stm32mp2_ranges)},
	{"stm32mp235-dk", "STM32MP235 discovery kit, ST's OP-TEE 4.0, regions of its documentation", HOST_STM32MP2,
	 BY_DMA_RANGE(stm32mp25_documented_regions, stm32mp2_ranges)},
	{"stm32mp235-dk-tree", "STM32MP235 discovery kit, ST's OP-TEE 4.0, regions of its device tree", HOST_STM32MP2,
	 BY_DMA_RANGE(stm32mp25_tree_regions, stm32mp2_ranges)},
	{"stm32mp215-dk", "STM32MP215 discovery kit, ST's OP-TEE 4.0, regions of its documentation", HOST_STM32MP2,
	 BY_DMA_RANGE(stm32mp21_documented_regions, stm32mp2_ranges)},
	{"stm32mp215-dk-tree", "STM32MP215 discovery kit, ST's OP-TEE 4.0, regions of its device tree", HOST_STM32MP2,
	 BY_DMA_RANGE(stm32mp21_tree_regions, stm32mp2_ranges)},
	{"stm32mp15-st-3.16", "STM32MP15, ST's OP-TEE 3.9 to 3.16", HOST_32_BIT, BY_REGION(stm32mp15_st_3_regions)},
	{"rcar-cr7", "R-Car, Cortex-R7", HOST_64_BIT, BY_REGION(rcar_regions)},
	{"imx7", "i.MX7, Cortex-M4, without its window in DRAM (set when OP-TEE is built)", HOST_32_BIT,
	 BY_REGION(imx7_regions)},
	{"imx8mp", "i.MX8M Plus, Cortex-M7, without its window in DRAM (set when OP-TEE is built)", HOST_64_BIT,
	 BY_REGION(imx8mp_regions)},
};

const char *signfw_board_name(size_t index, const char **description)
{
	if (index >= COUNT(boards))
		return NULL;
	if (description != NULL)
		*description = boards[index].description;
	return boards[index].name;
}

enum signfw_status signfw_memory_from_board(signfw_memory **out, const char *name, struct signfw_error *err)
{
	if (out == NULL || name == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				out == NULL ? "place for the memory" : "board");
	for (size_t i = 0; i < COUNT(boards); i++) {
		const struct board *board = &boards[i];

		if (strcmp(board->name, name) != 0)
			continue;
		signfw_memory *memory = sfw_memory_new(board->rule, board->regions, board->region_count, board->ranges,
						       board->range_count);

		if (memory == NULL)
			return sfw_fail_memory(err);
		if (board->regions == stm32mp15_regions || board->regions == stm32mp15_documented_regions)
			memory->alias = sfw_stm32mp15_alias;
		memory->host = board->host;
		memory->board = board->name;
		memory->board_description = board->description;
		*out = memory;
		return SIGNFW_OK;
	}
	return sfw_fail(err, SIGNFW_E_ARGUMENT, "no board '%s' is built in", name);
}
