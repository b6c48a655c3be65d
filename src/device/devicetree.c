/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory of a remote processor, read from a compiled device tree as the
 * remoteproc drivers of OP-TEE read it: core/drivers/remoteproc/stm32_remoteproc.c
 * and core/kernel/dt.c of OP-TEE, and the same files of ST's tree, version 4.0.
 * A driver trusts its device tree; we don't.
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "device/firewall.h"
#include "device/memory_map.h"
#include "tree/flat_tree.h"
#include "tree/processors.h"

#define REGIONS_MAX 64
#define RANGES_MAX  64

/* What the drivers match, and which driver that is. */
static const struct driver {
	const char *compatible;
	enum memory_rule rule;
	enum host host;
} drivers[] = {
	/* ST's tree has this one too, see rule_of() */
	{"st,stm32mp1-m4-tee", MEMORY_BY_REGION, HOST_32_BIT},
	{"st,stm32mp2-m33-tee", MEMORY_BY_DMA_RANGE, HOST_STM32MP2},
};
#define DRIVER_COUNT (sizeof(drivers) / sizeof(drivers[0]))

/* What ST's tree, and nobody else, demands of every region. */
static const char *const firewall_properties[] = {SFW_FIREWALL_DEFAULT, SFW_FIREWALL_LOAD};
#define FIREWALL_PROPERTY_COUNT (sizeof(firewall_properties) / sizeof(firewall_properties[0]))

/* The tree, and what was read from it so far. */
struct tree {
	struct flat_tree flat;
	enum host host;
	int node, bus; /* of the remote processor, and its parent */
	int region_nodes[REGIONS_MAX];
	char names[REGIONS_MAX][TREE_NAME_SIZE];
	struct signfw_region regions[REGIONS_MAX];
	size_t region_count;
	struct dma_range ranges[RANGES_MAX];
	size_t range_count;
};

/* ---- the node of the remote processor ---- */

/* OP-TEE drives a node that either world may use. */
static bool is_enabled(const struct tree *tree, int node)
{
	bool present;

	if (sfw_tree_says_okay(&tree->flat, node, "status", &present))
		return true;
	return sfw_tree_says_okay(&tree->flat, node, "secure-status", &present) && present;
}

/* The node after `node` as OP-TEE sees them, which doesn't look into disabled nodes; negative behind the last. */
static int next_enabled(const struct tree *tree, int node, int *depth)
{
	int disabled_depth = -1;

	do {
		node = fdt_next_node(tree->flat.fdt, node, depth);
		if (node < 0 || *depth < 0)
			return -1;
		if (disabled_depth < 0 || *depth <= disabled_depth)
			disabled_depth = is_enabled(tree, node) ? -1 : *depth;
	} while (disabled_depth >= 0);
	return node;
}

/* The driver that takes a node, or NULL. */
static const struct driver *driver_of(const void *fdt, int node)
{
	for (size_t i = 0; i < DRIVER_COUNT; i++)
		if (fdt_node_check_compatible(fdt, node, drivers[i].compatible) == 0)
			return &drivers[i];
	return NULL;
}

/* Whether the caller wants a node: by its compatible, or (NULL) any that there is a driver for. */
static bool is_wanted(const void *fdt, int node, const char *compatible)
{
	return compatible == NULL ? driver_of(fdt, node) != NULL
				  : fdt_node_check_compatible(fdt, node, compatible) == 0;
}

/* Fails since there is no node for OP-TEE's driver: says whose tree it is, if it is Linux's, and what is there. */
static enum signfw_status fail_without_node(const struct tree *tree)
{
	char candidates[TREE_CANDIDATES_SIZE];

	sfw_tree_candidates(&tree->flat, candidates);
	if (sfw_tree_is_linux(&tree->flat))
		return sfw_fail(tree->flat.err, SIGNFW_E_DEVICETREE,
				"this is Linux's device tree, and OP-TEE's own is wanted; found %s", candidates);
	return sfw_fail(tree->flat.err, SIGNFW_E_DEVICETREE,
			"no enabled node has a compatible that OP-TEE takes, expected %s or %s; found %s",
			drivers[0].compatible, drivers[1].compatible, candidates);
}

/* Older bindings of Linux have OP-TEE's compatible, and tell of other memory. */
static enum signfw_status refuse_linux(const struct tree *tree)
{
	char candidates[TREE_CANDIDATES_SIZE];

	if (driver_of(tree->flat.fdt, tree->node) == NULL || sfw_tree_is_for_optee(&tree->flat, tree->node))
		return SIGNFW_OK;
	sfw_tree_candidates(&tree->flat, candidates);
	return sfw_fail(tree->flat.err, SIGNFW_E_DEVICETREE,
			"this is Linux's device tree, and OP-TEE's own is wanted; found %s", candidates);
}

static enum signfw_status find_node(struct tree *tree, const char *compatible)
{
	int depth = -1;
	int node = next_enabled(tree, -1, &depth);

	while (node >= 0 && !is_wanted(tree->flat.fdt, node, compatible))
		node = next_enabled(tree, node, &depth);
	if (node < 0 && compatible != NULL)
		return sfw_fail(tree->flat.err, SIGNFW_E_DEVICETREE, "no enabled node has the compatible '%.64s'",
				compatible);
	if (node < 0)
		return fail_without_node(tree);
	tree->node = node;
	return refuse_linux(tree);
}

static enum signfw_status find_path(struct tree *tree, const char *path)
{
	const int node = fdt_path_offset(tree->flat.fdt, path);
	int depth = -1;

	if (node < 0)
		return sfw_fail(tree->flat.err, SIGNFW_E_DEVICETREE, "no node has the path '%.128s'", path);
	int enabled = next_enabled(tree, -1, &depth);

	while (enabled >= 0 && enabled != node)
		enabled = next_enabled(tree, enabled, &depth);
	if (enabled < 0)
		return sfw_tree_fail(&tree->flat, node, "status is not okay, of the node or of one that it is in");
	tree->node = node;
	return SIGNFW_OK;
}

/* Finds the node, and refuses one that no driver takes: it may be meant for Linux. */
static enum signfw_status choose_node(struct tree *tree, const char *name, const struct driver **driver)
{
	/* only a path, since libfdt would follow an alias that leads to itself */
	const bool is_path = name != NULL && name[0] == '/';
	const enum signfw_status status = is_path ? find_path(tree, name) : find_node(tree, name);

	if (status != SIGNFW_OK)
		return status;
	*driver = driver_of(tree->flat.fdt, tree->node);
	tree->bus = fdt_parent_offset(tree->flat.fdt, tree->node);
	if (*driver == NULL || tree->bus < 0)
		return sfw_tree_fail(&tree->flat, tree->node,
				     "compatible isn't one that OP-TEE takes, expected %s or %s", drivers[0].compatible,
				     drivers[1].compatible);
	return SIGNFW_OK;
}

/* ---- regions ---- */

static enum signfw_status find_regions(struct tree *tree)
{
	struct cells list;
	const enum signfw_status status = sfw_tree_cells(&tree->flat, tree->node, "memory-region", 1, &list);

	if (status != SIGNFW_OK)
		return status;
	if (list.at == NULL || list.count == 0)
		return sfw_tree_fail(&tree->flat, tree->node, "memory-region is %s, expected the memory to load to",
				     list.at == NULL ? "missing" : "empty");
	if (list.count > REGIONS_MAX)
		return sfw_tree_fail(&tree->flat, tree->node, "memory-region names %zu regions, at most %d are handled",
				     list.count, REGIONS_MAX);
	for (size_t i = 0; i < list.count; i++) {
		const uint32_t phandle = fdt32_ld(&list.at[i]);

		tree->region_nodes[i] = fdt_node_offset_by_phandle(tree->flat.fdt, phandle);
		if (tree->region_nodes[i] < 0)
			return sfw_tree_fail(&tree->flat, tree->node,
					     "memory-region: entry %zu is 0x%x, which no node has as phandle", i,
					     phandle);
	}
	tree->region_count = list.count;
	return SIGNFW_OK;
}

static enum signfw_status read_region(struct tree *tree, size_t index)
{
	struct signfw_region *region = &tree->regions[index];
	const int node = tree->region_nodes[index];
	const enum signfw_status status = sfw_tree_reg(&tree->flat, node, &region->physical_address, &region->size);

	if (status != SIGNFW_OK)
		return status;
	if (region->physical_address == 0 || region->size == 0)
		return sfw_tree_fail(&tree->flat, node, "reg has the %s 0, which OP-TEE refuses",
				     region->size == 0 ? "size" : "address");
	if (region->size > UINT32_MAX || region->physical_address > UINT64_MAX - region->size)
		return sfw_tree_fail(&tree->flat, node,
				     "reg has the address 0x%llx and the size 0x%llx, expected less than 4 GiB",
				     (unsigned long long)region->physical_address, (unsigned long long)region->size);
	sfw_tree_name(&tree->flat, node, tree->names[index]);
	region->name = tree->names[index];
	return SIGNFW_OK;
}

/* ---- translation ---- */

/*
 * Two trees take "st,stm32mp1-m4-tee".  A region with a configuration of its
 * firewall is made for ST's, upstream knows nothing of it.
 */
static enum memory_rule rule_of(const struct tree *tree, const struct driver *driver)
{
	for (size_t i = 0; i < tree->region_count; i++)
		for (size_t j = 0; j < FIREWALL_PROPERTY_COUNT; j++)
			if (sfw_tree_has(&tree->flat, tree->region_nodes[i], firewall_properties[j]))
				return MEMORY_BY_DMA_RANGE;
	return driver->rule;
}

static enum signfw_status check_firewall(const struct tree *tree)
{
	for (size_t i = 0; i < tree->region_count; i++)
		for (size_t j = 0; j < FIREWALL_PROPERTY_COUNT; j++)
			if (!sfw_tree_has(&tree->flat, tree->region_nodes[i], firewall_properties[j]))
				return sfw_tree_fail(&tree->flat, tree->region_nodes[i],
						     "%s is missing, which ST's OP-TEE demands",
						     firewall_properties[j]);
	return SIGNFW_OK;
}

/* The bus's dma-ranges: device address, physical address in so many cells, size. */
static enum signfw_status read_ranges(struct tree *tree, size_t pa_cells, bool *present)
{
	const size_t group = 1 + pa_cells + 1;
	struct cells list;
	const enum signfw_status status = sfw_tree_cells(&tree->flat, tree->bus, "dma-ranges", group, &list);

	if (status != SIGNFW_OK)
		return status;
	*present = list.at != NULL;
	if (list.count / group > RANGES_MAX)
		return sfw_tree_fail(&tree->flat, tree->bus, "dma-ranges has %zu entries, at most %d are handled",
				     list.count / group, RANGES_MAX);
	for (const fdt32_t *at = list.at; tree->range_count < list.count / group; at += group)
		tree->ranges[tree->range_count++] = (struct dma_range){
			.da = fdt32_ld(at),
			.pa = sfw_cells_number(at + 1, pa_cells),
			.size = fdt32_ld(at + 1 + pa_cells),
		};
	return SIGNFW_OK;
}

/* How many cells the addresses of the bus's own bus have. */
static enum signfw_status get_outer_cells(const struct tree *tree, size_t *out)
{
	const int outer = fdt_parent_offset(tree->flat.fdt, tree->bus);

	if (outer < 0)
		return sfw_tree_fail(&tree->flat, tree->node,
				     "isn't on a bus of its own, expected one inside the root node");
	return sfw_tree_address_cells(&tree->flat, outer, out);
}

static enum signfw_status prepare_vendor(struct tree *tree)
{
	bool present;
	size_t pa_cells = 1;
	enum signfw_status status = check_firewall(tree);

	if (status == SIGNFW_OK && sfw_tree_has(&tree->flat, tree->bus, "dma-ranges"))
		status = get_outer_cells(tree, &pa_cells);
	if (status == SIGNFW_OK)
		status = read_ranges(tree, pa_cells, &present);
	return status;
}

/* The first dma-range that a region fits in fixes its device address once and for all. */
static enum signfw_status fix_region(const struct tree *tree, int node, struct signfw_region *region)
{
	for (size_t i = 0; i < tree->range_count; i++)
		if (sfw_dma_range_back(&tree->ranges[i], region->physical_address, region->size,
				       &region->device_address))
			return SIGNFW_OK;
	return sfw_tree_fail(&tree->flat, node,
			     "reg (address 0x%llx, size 0x%llx) isn't inside one of the dma-ranges of the bus",
			     (unsigned long long)region->physical_address, (unsigned long long)region->size);
}

static enum signfw_status prepare_upstream(struct tree *tree)
{
	bool present;
	enum signfw_status status = read_ranges(tree, 1, &present);

	for (size_t i = 0; status == SIGNFW_OK && i < tree->region_count; i++) {
		struct signfw_region *region = &tree->regions[i];

		if (present)
			status = fix_region(tree, tree->region_nodes[i], region);
		else
			region->device_address = region->physical_address;
	}
	/* they are used up */
	tree->range_count = 0;
	return status;
}

/* Upstream protects no region, so that all is Linux's, too. */
static void find_reach(struct tree *tree, enum memory_rule rule)
{
	for (size_t i = 0; i < tree->region_count; i++) {
		const enum signfw_reach reach = sfw_firewall_reach(&tree->flat, tree->region_nodes[i]);
		const bool is_open = reach == SIGNFW_REACH_UNKNOWN && rule == MEMORY_BY_REGION;

		tree->regions[i].linux_reach = is_open ? SIGNFW_REACH_YES : reach;
	}
}

/* ---- all of it ---- */

static enum signfw_status read_tree(struct tree *tree, const char *name, enum memory_rule *rule)
{
	const struct driver *driver;
	enum signfw_status status = choose_node(tree, name, &driver);

	if (status == SIGNFW_OK)
		status = find_regions(tree);
	for (size_t i = 0; status == SIGNFW_OK && i < tree->region_count; i++)
		status = read_region(tree, i);
	if (status != SIGNFW_OK)
		return status;
	*rule = rule_of(tree, driver);
	tree->host = driver->host;
	find_reach(tree, *rule);
	return *rule == MEMORY_BY_DMA_RANGE ? prepare_vendor(tree) : prepare_upstream(tree);
}

enum signfw_status signfw_memory_from_devicetree(signfw_memory **out, const void *data, size_t size, const char *node,
						 struct signfw_error *err)
{
	if (out == NULL || (data == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				out == NULL ? "place for the memory" : "device tree");
	if (node != NULL && node[0] == '\0')
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "the node's path or compatible is empty");
	CLEANUP(sfw_tree_close) struct flat_tree flat = {0};
	enum memory_rule rule;
	enum signfw_status status = sfw_tree_open(&flat, data, size, err);

	if (status != SIGNFW_OK)
		return status;
	struct tree tree = {.flat = flat};

	status = read_tree(&tree, node, &rule);
	if (status != SIGNFW_OK)
		return status;
	signfw_memory *memory = sfw_memory_new(rule, tree.regions, tree.region_count, tree.ranges, tree.range_count);

	if (memory == NULL)
		return sfw_fail_memory(err);
	/* upstream's driver is for this one only */
	if (rule == MEMORY_BY_REGION)
		memory->alias = sfw_stm32mp15_alias;
	memory->host = tree.host;
	*out = memory;
	return SIGNFW_OK;
}
