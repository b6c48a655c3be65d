/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/linux_tree.h"

#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "linux/binding.h"
#include "linux/remoteproc.h"
#include "tree/flat_tree.h"
#include "tree/processors.h"

/* The tree while it is read. */
struct reading {
	struct flat_tree flat;
	int node, bus; /* of the processor, and its parent */
	int reserved;  /* /reserved-memory, or negative */
	struct linux_board *board;
};

/* ---- the node of the processor ---- */

static bool is_enabled(const struct reading *reading, int node)
{
	bool present;

	return sfw_tree_says_okay(&reading->flat, node, "status", &present);
}

static bool has_driver(const struct reading *reading, int node)
{
	return sfw_binding_compatible(&reading->flat, node) != NULL;
}

static enum signfw_status fail_without_node(const struct reading *reading)
{
	char candidates[TREE_CANDIDATES_SIZE];

	sfw_tree_candidates(&reading->flat, candidates);
	return sfw_fail(reading->flat.err, SIGNFW_E_DEVICETREE,
			"no enabled node has a compatible that Linux has a remoteproc driver for; found %s",
			candidates);
}

/* OP-TEE's tree has the same node, but lists other memory. */
static enum signfw_status refuse_optee(const struct reading *reading, int node)
{
	char candidates[TREE_CANDIDATES_SIZE];

	if (fdt_node_check_compatible(reading->flat.fdt, node, "st,stm32mp1-m4") == 0 ||
	    !sfw_tree_is_for_optee(&reading->flat, node))
		return SIGNFW_OK;
	sfw_tree_candidates(&reading->flat, candidates);
	return sfw_fail(reading->flat.err, SIGNFW_E_DEVICETREE,
			"this is OP-TEE's device tree, and Linux's own is wanted; found %s", candidates);
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
		return fail_without_node(reading);
	reading->node = node;
	return refuse_optee(reading, node);
}

/* ---- memory ---- */

/* Drivers of these generations have a built-in table instead of dma-ranges; it translates RETRAM only. */
static void use_built_in_ranges(struct linux_board *board)
{
	static const struct board_range built_in[] = {
		{.da = 0x00000000, .size = 0x10000, .pa = 0x38000000},
		{.da = 0x00010000, .size = 0xfffeffff, .pa = 0x00010000},
	};

	for (size_t i = 0; i < sizeof(built_in) / sizeof(built_in[0]); i++)
		board->ranges[board->range_count++] = built_in[i];
}

/* Upstream reads one cell for the physical address of a dma-range, ST's kernels the #address-cells of the parent. */
static enum signfw_status count_physical_cells(const struct reading *reading, size_t *out)
{
	const int outer = fdt_parent_offset(reading->flat.fdt, reading->bus);

	*out = 1;
	if (reading->board->binding != BINDING_STD || outer < 0)
		return SIGNFW_OK;
	return sfw_tree_address_cells(&reading->flat, outer, out);
}

static enum signfw_status read_ranges(struct reading *reading)
{
	size_t pa_cells;
	struct cells list;
	enum signfw_status status = count_physical_cells(reading, &pa_cells);
	const size_t group = 1 + pa_cells + 1;

	if (status == SIGNFW_OK)
		status = sfw_tree_cells(&reading->flat, reading->bus, "dma-ranges", group, &list);
	if (status != SIGNFW_OK)
		return status;
	if (list.count == 0 && (reading->board->binding == BINDING_V20 || reading->board->binding == BINDING_V21)) {
		use_built_in_ranges(reading->board);
		return SIGNFW_OK;
	}
	if (list.count == 0)
		return sfw_tree_fail(&reading->flat, reading->bus, "dma-ranges is missing, expected <da pa size>...");
	if (list.count / group > BOARD_RANGES_MAX)
		return sfw_tree_fail(&reading->flat, reading->bus, "dma-ranges has %zu entries, at most %d are handled",
				     list.count / group, BOARD_RANGES_MAX);
	for (const fdt32_t *at = list.at; reading->board->range_count < list.count / group; at += group)
		reading->board->ranges[reading->board->range_count++] =
			(struct board_range){.da = fdt32_ld(at),
					     .pa = sfw_cells_number(at + 1, pa_cells),
					     .size = fdt32_ld(at + 1 + pa_cells)};
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

/* Linux silently stops at the first entry that is disabled or isn't reserved memory. */
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
		sfw_binding_note(board, SFW_LINUX_REGION_INVALID,
				 "no dma-range of the bus leads to a region: Linux prints \"%s\", errno -22",
				 board->prepare_line);
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

		if (!is_reserved_memory(reading, node)) {
			sfw_binding_note(reading->board, SFW_LINUX_REGION_LIST,
					 "memory-region ends at entry %zu, which is disabled or isn't reserved memory: "
					 "Linux prints nothing, and goes on without this region and those behind it",
					 i);
			break;
		}
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
	sfw_tree_path(&reading->flat, reading->node, reading->board->path);
	sfw_binding_read(&reading->flat, reading->node, reading->board);
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
