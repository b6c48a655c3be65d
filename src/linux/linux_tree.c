/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/linux_tree.h"

#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "linux/remoteproc.h"
#include "tree/flat_tree.h"

#define RANGE_CELLS 3 /* device address, physical address, size */

/* The tree, and what was read from it so far. */
struct reading {
	struct flat_tree flat;
	int node, bus; /* of the processor, and its parent */
	int reserved;  /* /reserved-memory, or negative */
	struct linux_board *board;
};

/* What Linux's drivers match. */
static const char *const compatibles[] = {
	"st,stm32mp1-m4",
	"st,stm32mp1-m4-tee",
	"st,stm32mp15-m4-tee",
	"st,stm32mp2-m33-tee",
};
#define COMPATIBLE_COUNT (sizeof(compatibles) / sizeof(compatibles[0]))

/* ---- the node of the processor ---- */

static bool is_enabled(const struct reading *reading, int node)
{
	bool present;

	return sfw_tree_says_okay(&reading->flat, node, "status", &present);
}

static bool has_driver(const struct reading *reading, int node)
{
	for (size_t i = 0; i < COMPATIBLE_COUNT; i++)
		if (fdt_node_check_compatible(reading->flat.fdt, node, compatibles[i]) == 0)
			return true;
	return false;
}

static enum signfw_status find_node(struct reading *reading, const char *path)
{
	int depth = -1;
	int node = -1;

	if (path != NULL) {
		node = fdt_path_offset(reading->flat.fdt, path);
		if (node < 0)
			return sfw_fail(reading->flat.err, SIGNFW_E_DEVICETREE, "no node has the path '%.128s'", path);
		reading->node = node;
		return SIGNFW_OK;
	}
	do
		node = fdt_next_node(reading->flat.fdt, node, &depth);
	while (node >= 0 && !(has_driver(reading, node) && is_enabled(reading, node)));
	if (node < 0)
		return sfw_fail(reading->flat.err, SIGNFW_E_DEVICETREE,
				"no enabled node has a compatible that Linux has a remoteproc driver for, expected %s",
				compatibles[0]);
	reading->node = node;
	return SIGNFW_OK;
}

/* ---- memory ---- */

static enum signfw_status read_ranges(struct reading *reading)
{
	struct cells list;
	const enum signfw_status status =
		sfw_tree_cells(&reading->flat, reading->bus, "dma-ranges", RANGE_CELLS, &list);

	if (status != SIGNFW_OK)
		return status;
	if (list.count == 0)
		return sfw_tree_fail(&reading->flat, reading->bus, "dma-ranges is missing, expected <da pa size>...");
	if (list.count / RANGE_CELLS > BOARD_RANGES_MAX)
		return sfw_tree_fail(&reading->flat, reading->bus, "dma-ranges has %zu entries, at most %d are handled",
				     list.count / RANGE_CELLS, BOARD_RANGES_MAX);
	for (const fdt32_t *at = list.at; reading->board->range_count < list.count / RANGE_CELLS; at += RANGE_CELLS)
		reading->board->ranges[reading->board->range_count++] =
			(struct board_range){.da = fdt32_ld(at), .pa = fdt32_ld(at + 1), .size = fdt32_ld(at + 2)};
	return SIGNFW_OK;
}

/*
 * The device address of where a region begins; the rest of it needn't be in the
 * same range.  Where several ranges lead to it, as on the STM32MP2, firmware
 * has the address that is the same on both sides; else the first one counts.
 */
static bool translate(const struct reading *reading, uint64_t pa, uint32_t *da)
{
	bool found = false;

	for (size_t i = 0; i < reading->board->range_count; i++) {
		const struct board_range *range = &reading->board->ranges[i];

		if (pa < range->pa || pa - range->pa >= range->size || (found && range->da != range->pa))
			continue;
		*da = (uint32_t)(pa - range->pa) + range->da;
		found = true;
	}
	return found;
}

/* What isn't reserved memory, or is disabled, ends the list without a word. */
static bool is_reserved_memory(const struct reading *reading, int node)
{
	return node >= 0 && fdt_parent_offset(reading->flat.fdt, node) == reading->reserved &&
	       is_enabled(reading, node) && sfw_tree_has(&reading->flat, node, "reg");
}

static enum signfw_status read_region(struct reading *reading, int node)
{
	static const char pool[] = "vdev0buffer";
	struct linux_board *board = reading->board;
	struct board_region region = {0};
	char name[TREE_NAME_SIZE];
	const enum signfw_status status = sfw_tree_reg(&reading->flat, node, &region.pa, &region.size);

	if (status != SIGNFW_OK)
		return status;
	if (!translate(reading, region.pa, &region.da)) {
		board->prepare_error = LINUX_EINVAL;
		snprintf(board->prepare_line, sizeof(board->prepare_line),
			 "memory region not valid [mem 0x%08llx-0x%08llx]", (unsigned long long)region.pa,
			 (unsigned long long)(region.pa + region.size - 1));
		return SIGNFW_OK;
	}
	sfw_tree_name(&reading->flat, node, name);
	region.is_pool = strncmp(name, pool, sizeof(pool) - 1) == 0;
	snprintf(region.name, sizeof(region.name), "%.31s", region.is_pool ? pool : name);
	board->regions[board->region_count++] = region;
	return SIGNFW_OK;
}

static enum signfw_status read_regions(struct reading *reading)
{
	struct cells list;
	enum signfw_status status = sfw_tree_cells(&reading->flat, reading->node, "memory-region", 1, &list);

	if (status == SIGNFW_OK && list.count > BOARD_REGIONS_MAX)
		return sfw_tree_fail(&reading->flat, reading->node,
				     "memory-region names %zu regions, at most %d are handled", list.count,
				     BOARD_REGIONS_MAX);
	for (size_t i = 0; status == SIGNFW_OK && reading->board->prepare_error == 0 && i < list.count; i++) {
		const int node = fdt_node_offset_by_phandle(reading->flat.fdt, fdt32_ld(&list.at[i]));

		if (!is_reserved_memory(reading, node))
			break;
		status = read_region(reading, node);
	}
	return status;
}

/* ---- all of it ---- */

static enum signfw_status read_tree(struct reading *reading, const char *path)
{
	char name[TREE_NAME_SIZE];
	enum signfw_status status = find_node(reading, path);

	if (status != SIGNFW_OK)
		return status;
	reading->bus = fdt_parent_offset(reading->flat.fdt, reading->node);
	reading->reserved = fdt_path_offset(reading->flat.fdt, "/reserved-memory");
	if (reading->bus < 0)
		return sfw_tree_fail(&reading->flat, reading->node, "isn't on a bus");
	sfw_tree_name(&reading->flat, reading->node, name);
	snprintf(reading->board->name, sizeof(reading->board->name), "%.31s", name);
	reading->board->known = true;
	status = read_ranges(reading);
	return status == SIGNFW_OK ? read_regions(reading) : status;
}

enum signfw_status sfw_linux_tree_read(struct linux_board *out, const void *data, size_t size, const char *node,
				       struct signfw_error *err)
{
	CLEANUP(sfw_tree_close) struct flat_tree flat = {0};
	struct linux_board board = {0};
	enum signfw_status status = sfw_tree_open(&flat, data, size, err);

	if (status != SIGNFW_OK)
		return status;
	struct reading reading = {.flat = flat, .board = &board};

	status = read_tree(&reading, node);
	if (status == SIGNFW_OK)
		*out = board;
	return status;
}
