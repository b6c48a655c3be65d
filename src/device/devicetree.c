/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory of a remote processor, read from a compiled device tree as the
 * remoteproc drivers of OP-TEE read it: core/drivers/remoteproc/stm32_remoteproc.c
 * and core/kernel/dt.c of OP-TEE, and the same files of ST's tree, version 4.0.
 *
 * A driver trusts its device tree; we don't.  libfdt goes through the whole
 * tree for many of its questions, so all that could multiply has a limit.
 */
#include <libfdt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "device/memory_map.h"

#define TREE_SIZE_MAX     (2 << 20) /* as much as arm64 Linux takes */
#define PROPERTY_NAME_MAX 255       /* the specification says 31 */
#define REGIONS_MAX       64
#define RANGES_MAX        64
#define NAME_SIZE         64
#define CELL_SIZE         4

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
static const char *const firewall_properties[] = {"access-controllers-conf-default", "access-controllers-conf-load"};
#define FIREWALL_PROPERTY_COUNT (sizeof(firewall_properties) / sizeof(firewall_properties[0]))

/* The tree, and what was read from it so far. */
struct tree {
	const void *fdt;
	struct signfw_error *err;
	enum host host;
	int node, bus; /* of the remote processor, and its parent */
	int region_nodes[REGIONS_MAX];
	char names[REGIONS_MAX][NAME_SIZE];
	struct signfw_region regions[REGIONS_MAX];
	size_t region_count;
	struct dma_range ranges[RANGES_MAX];
	size_t range_count;
};

/* A property as numbers of 32 bits; `at` is NULL if the node has no such property. */
struct cells {
	const fdt32_t *at;
	size_t count;
};

DEFINE_CLEANUP(free_bytes, void, free)

/* A hostile name gets into no terminal and breaks no line. */
static void make_printable(char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text > '~' || *text == '"' || *text == '\\')
			*text = '?';
}

/* SIGNFW_E_DEVICETREE, with the path of the node in front of the message. */
__attribute__((format(printf, 3, 4))) static enum signfw_status fail_at(const struct tree *tree, int node,
									const char *format, ...)
{
	char path[96], text[200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	/* the end of a long path says more than its start, but libfdt can't tell it */
	if (fdt_get_path(tree->fdt, node, path, sizeof(path)) != 0)
		snprintf(path, sizeof(path), ".../%.40s", fdt_get_name(tree->fdt, node, NULL));
	make_printable(path);
	return sfw_fail(tree->err, SIGNFW_E_DEVICETREE, "%s: %s", path, text);
}

/* ---- the tree as a whole ---- */

/*
 * libfdt looks for the end of a property's name whenever it sees one.  With
 * long names that are used often, that would take hours.
 */
static bool has_long_property_name(const void *fdt)
{
	const char *strings = (const char *)fdt + fdt_off_dt_strings(fdt);
	size_t length = 0;

	for (uint32_t i = 0; i < fdt_size_dt_strings(fdt); i++) {
		length = strings[i] == '\0' ? 0 : length + 1;
		if (length > PROPERTY_NAME_MAX)
			return true;
	}
	return false;
}

static enum signfw_status check_tree(const void *fdt, size_t size, struct signfw_error *err)
{
	int error = size < sizeof(struct fdt_header) ? -FDT_ERR_TRUNCATED : fdt_check_header(fdt);

	if (error == 0 && fdt_totalsize(fdt) > size)
		error = -FDT_ERR_TRUNCATED;
	/* older ones, which dtc doesn't write any more, have other names and other headers */
	if (error == 0 && fdt_version(fdt) < 16)
		error = -FDT_ERR_BADVERSION;
	if (error == 0 && has_long_property_name(fdt))
		return sfw_fail(err, SIGNFW_E_DEVICETREE, "a property's name has more than %d characters",
				PROPERTY_NAME_MAX);
	if (error == 0)
		error = fdt_check_full(fdt, size);
	if (error != 0)
		return sfw_fail(err, SIGNFW_E_DEVICETREE, "not a usable device tree: %s", fdt_strerror(error));
	return SIGNFW_OK;
}

/* A checked copy, since libfdt wants alignment. */
static enum signfw_status copy_tree(void **out, const void *data, size_t size, struct signfw_error *err)
{
	if (size > TREE_SIZE_MAX)
		return sfw_fail(err, SIGNFW_E_DEVICETREE,
				"%zu bytes are too many for a device tree, expected at most %d", size, TREE_SIZE_MAX);
	*out = malloc(size + 1);
	if (*out == NULL)
		return sfw_fail_memory(err);
	if (size > 0)
		memcpy(*out, data, size);
	return check_tree(*out, size, err);
}

/* ---- properties ---- */

static bool has_property(const struct tree *tree, int node, const char *name)
{
	return fdt_getprop(tree->fdt, node, name, NULL) != NULL;
}

/* Fails unless a property is absent or is made of groups of so many cells. */
static enum signfw_status get_cells(const struct tree *tree, int node, const char *name, size_t group,
				    struct cells *out)
{
	int size;

	*out = (struct cells){.at = fdt_getprop(tree->fdt, node, name, &size)};
	if (out->at == NULL)
		return SIGNFW_OK;
	out->count = (size_t)size / CELL_SIZE;
	if ((size_t)size % (group * CELL_SIZE) != 0)
		return fail_at(tree, node, "%s has %d bytes, expected a multiple of %zu", name, size,
			       group * CELL_SIZE);
	return SIGNFW_OK;
}

/* The number in one or two cells. */
static uint64_t number(const fdt32_t *cells, size_t count)
{
	const uint64_t first = fdt32_ld(cells);

	return count == 1 ? first : first << 32 | fdt32_ld(cells + 1);
}

/* How many cells a bus has for addresses or sizes; OP-TEE knows numbers of one or two. */
static enum signfw_status check_cell_count(const struct tree *tree, int bus, const char *what, int count)
{
	if (count == 1 || count == 2)
		return SIGNFW_OK;
	if (count < 0)
		return fail_at(tree, bus, "%s isn't a number of cells, expected 1 or 2", what);
	return fail_at(tree, bus, "%s is %d, expected 1 or 2", what, count);
}

/* ---- the node of the remote processor ---- */

static bool is_okay(const char *status, int size)
{
	return (size == 3 && memcmp(status, "ok", 3) == 0) || (size == 5 && memcmp(status, "okay", 5) == 0);
}

/* OP-TEE drives a node that either world may use. */
static bool is_enabled(const void *fdt, int node)
{
	int size, secure_size;
	const char *status = fdt_getprop(fdt, node, "status", &size);
	const char *secure = fdt_getprop(fdt, node, "secure-status", &secure_size);

	return status == NULL || is_okay(status, size) || (secure != NULL && is_okay(secure, secure_size));
}

/* The node after `node` as OP-TEE sees them, which doesn't look into disabled nodes; negative behind the last. */
static int next_enabled(const void *fdt, int node, int *depth)
{
	int disabled_depth = -1;

	do {
		node = fdt_next_node(fdt, node, depth);
		if (node < 0 || *depth < 0)
			return -1;
		if (disabled_depth < 0 || *depth <= disabled_depth)
			disabled_depth = is_enabled(fdt, node) ? -1 : *depth;
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

static enum signfw_status find_node(struct tree *tree, const char *compatible)
{
	int depth = -1;
	int node = next_enabled(tree->fdt, -1, &depth);

	while (node >= 0 && !is_wanted(tree->fdt, node, compatible))
		node = next_enabled(tree->fdt, node, &depth);
	if (node < 0 && compatible != NULL)
		return sfw_fail(tree->err, SIGNFW_E_DEVICETREE, "no enabled node has the compatible '%.64s'",
				compatible);
	if (node < 0)
		return sfw_fail(tree->err, SIGNFW_E_DEVICETREE,
				"no enabled node has a compatible that OP-TEE takes, expected %s or %s",
				drivers[0].compatible, drivers[1].compatible);
	tree->node = node;
	return SIGNFW_OK;
}

static enum signfw_status find_path(struct tree *tree, const char *path)
{
	const int node = fdt_path_offset(tree->fdt, path);
	int depth = -1;

	if (node < 0)
		return sfw_fail(tree->err, SIGNFW_E_DEVICETREE, "no node has the path '%.128s'", path);
	int enabled = next_enabled(tree->fdt, -1, &depth);

	while (enabled >= 0 && enabled != node)
		enabled = next_enabled(tree->fdt, enabled, &depth);
	if (enabled < 0)
		return fail_at(tree, node, "status is not okay, of the node or of one that it is in");
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
	*driver = driver_of(tree->fdt, tree->node);
	tree->bus = fdt_parent_offset(tree->fdt, tree->node);
	if (*driver == NULL || tree->bus < 0)
		return fail_at(tree, tree->node, "compatible isn't one that OP-TEE takes, expected %s or %s",
			       drivers[0].compatible, drivers[1].compatible);
	return SIGNFW_OK;
}

/* ---- regions ---- */

static enum signfw_status find_regions(struct tree *tree)
{
	struct cells list;
	const enum signfw_status status = get_cells(tree, tree->node, "memory-region", 1, &list);

	if (status != SIGNFW_OK)
		return status;
	if (list.at == NULL || list.count == 0)
		return fail_at(tree, tree->node, "memory-region is %s, expected the memory to load to",
			       list.at == NULL ? "missing" : "empty");
	if (list.count > REGIONS_MAX)
		return fail_at(tree, tree->node, "memory-region names %zu regions, at most %d are handled", list.count,
			       REGIONS_MAX);
	for (size_t i = 0; i < list.count; i++) {
		const uint32_t phandle = fdt32_ld(&list.at[i]);

		tree->region_nodes[i] = fdt_node_offset_by_phandle(tree->fdt, phandle);
		if (tree->region_nodes[i] < 0)
			return fail_at(tree, tree->node,
				       "memory-region: entry %zu is 0x%x, which no node has as phandle", i, phandle);
	}
	tree->region_count = list.count;
	return SIGNFW_OK;
}

/* The name of a node, without its address. */
static void copy_name(const struct tree *tree, int node, char *out)
{
	const char *name = fdt_get_name(tree->fdt, node, NULL);

	snprintf(out, NAME_SIZE, "%.*s", (int)strcspn(name, "@"), name);
	make_printable(out);
}

/* The first entry of a region's `reg`. */
static enum signfw_status read_reg(const struct tree *tree, int node, uint64_t *address, uint64_t *size)
{
	const int parent = fdt_parent_offset(tree->fdt, node);
	struct cells reg;
	enum signfw_status status = get_cells(tree, node, "reg", 1, &reg);

	if (status != SIGNFW_OK)
		return status;
	if (reg.at == NULL || parent < 0)
		return fail_at(tree, node, "reg is missing, expected an address and a size");
	const int address_cells = fdt_address_cells(tree->fdt, parent);
	const int size_cells = fdt_size_cells(tree->fdt, parent);

	status = check_cell_count(tree, parent, "#address-cells", address_cells);
	if (status == SIGNFW_OK)
		status = check_cell_count(tree, parent, "#size-cells", size_cells);
	if (status != SIGNFW_OK)
		return status;
	if (reg.count < (size_t)address_cells + (size_t)size_cells)
		return fail_at(tree, node, "reg has %zu cells, expected %d for the address and %d for the size",
			       reg.count, address_cells, size_cells);
	*address = number(reg.at, (size_t)address_cells);
	*size = number(reg.at + address_cells, (size_t)size_cells);
	return SIGNFW_OK;
}

static enum signfw_status read_region(struct tree *tree, size_t index)
{
	struct signfw_region *region = &tree->regions[index];
	const int node = tree->region_nodes[index];
	const enum signfw_status status = read_reg(tree, node, &region->physical_address, &region->size);

	if (status != SIGNFW_OK)
		return status;
	if (region->physical_address == 0 || region->size == 0)
		return fail_at(tree, node, "reg has the %s 0, which OP-TEE refuses",
			       region->size == 0 ? "size" : "address");
	if (region->size > UINT32_MAX || region->physical_address > UINT64_MAX - region->size)
		return fail_at(tree, node, "reg has the address 0x%llx and the size 0x%llx, expected less than 4 GiB",
			       (unsigned long long)region->physical_address, (unsigned long long)region->size);
	copy_name(tree, node, tree->names[index]);
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
			if (has_property(tree, tree->region_nodes[i], firewall_properties[j]))
				return MEMORY_BY_DMA_RANGE;
	return driver->rule;
}

static enum signfw_status check_firewall(const struct tree *tree)
{
	for (size_t i = 0; i < tree->region_count; i++)
		for (size_t j = 0; j < FIREWALL_PROPERTY_COUNT; j++)
			if (!has_property(tree, tree->region_nodes[i], firewall_properties[j]))
				return fail_at(tree, tree->region_nodes[i], "%s is missing, which ST's OP-TEE demands",
					       firewall_properties[j]);
	return SIGNFW_OK;
}

/* The bus's dma-ranges: device address, physical address in so many cells, size. */
static enum signfw_status read_ranges(struct tree *tree, size_t pa_cells, bool *present)
{
	const size_t group = 1 + pa_cells + 1;
	struct cells list;
	const enum signfw_status status = get_cells(tree, tree->bus, "dma-ranges", group, &list);

	if (status != SIGNFW_OK)
		return status;
	*present = list.at != NULL;
	if (list.count / group > RANGES_MAX)
		return fail_at(tree, tree->bus, "dma-ranges has %zu entries, at most %d are handled",
			       list.count / group, RANGES_MAX);
	for (const fdt32_t *at = list.at; tree->range_count < list.count / group; at += group)
		tree->ranges[tree->range_count++] = (struct dma_range){
			.da = fdt32_ld(at),
			.pa = number(at + 1, pa_cells),
			.size = fdt32_ld(at + 1 + pa_cells),
		};
	return SIGNFW_OK;
}

/* How many cells the addresses of the bus's own bus have. */
static enum signfw_status get_outer_cells(const struct tree *tree, size_t *out)
{
	const int outer = fdt_parent_offset(tree->fdt, tree->bus);

	if (outer < 0)
		return fail_at(tree, tree->node, "isn't on a bus of its own, expected one inside the root node");
	const int count = fdt_address_cells(tree->fdt, outer);
	const enum signfw_status status = check_cell_count(tree, outer, "#address-cells", count);

	if (status == SIGNFW_OK)
		*out = (size_t)count;
	return status;
}

static enum signfw_status prepare_vendor(struct tree *tree)
{
	bool present;
	size_t pa_cells = 1;
	enum signfw_status status = check_firewall(tree);

	if (status == SIGNFW_OK && has_property(tree, tree->bus, "dma-ranges"))
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
	return fail_at(tree, node, "reg (address 0x%llx, size 0x%llx) isn't inside one of the dma-ranges of the bus",
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
	CLEANUP(free_bytes) void *fdt = NULL;
	enum memory_rule rule;
	enum signfw_status status = copy_tree(&fdt, data, size, err);

	if (status != SIGNFW_OK)
		return status;
	struct tree tree = {.fdt = fdt, .err = err};

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
