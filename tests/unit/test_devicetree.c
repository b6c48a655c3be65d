/* SPDX-License-Identifier: BSD-2-Clause */
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "device/memory_map.h"
#include "faults.h"
#include "tree.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define ROOM 0x10000

#define M4      "/ahb@38000000/m4@10000000"
#define AHB     "/ahb@38000000"
#define M33     "/ahb@0/m33@0"
#define RESERVE "/reserved-memory"

/* Loads a tree with room for changes. */
static struct test_file load_open_tree(const char *name)
{
	struct test_file closed = load_tree(name);
	struct test_file tree = {calloc(1, ROOM), ROOM};

	assert_non_null(tree.data);
	assert_int_equal(fdt_open_into(closed.data, tree.data, ROOM), 0);
	free(closed.data);
	return tree;
}

static int node_at(struct test_file tree, const char *path)
{
	const int node = fdt_path_offset(tree.data, path);

	if (node < 0)
		fail_msg("%s: %s", path, fdt_strerror(node));
	return node;
}

static void set(struct test_file tree, const char *path, const char *property, const void *value, size_t size)
{
	assert_int_equal(fdt_setprop(tree.data, node_at(tree, path), property, value, (int)size), 0);
}

/* Numbers as a tree has them: big-endian, 32 bits each. */
static void set_cells(struct test_file tree, const char *path, const char *property, const uint32_t *cells,
		      size_t count)
{
	fdt32_t value[1024];

	assert_true(count <= COUNT(value));
	for (size_t i = 0; i < count; i++)
		value[i] = cpu_to_fdt32(cells[i]);
	set(tree, path, property, value, count * sizeof(value[0]));
}

static void expect_refused(struct test_file tree, const char *node, const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_memory *memory = NULL;

	assert_int_equal(signfw_memory_from_devicetree(&memory, tree.data, tree.size, node, &error),
			 SIGNFW_E_DEVICETREE);
	assert_null(memory);
	assert_int_equal(error.status, SIGNFW_E_DEVICETREE);
	assert_string_equal(error.message, message);
}

/* ---- one property spoiled ---- */

/* What is wrong, and what is said of it.  Cells, or a string if `text` is set; `count` 0: the property is removed. */
struct spoil {
	const char *path, *property, *text;
	uint32_t cells[8];
	size_t count;
	const char *message;
};

static void expect_spoils_refused(const char *name, const struct spoil *spoils, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct spoil *spoil = &spoils[i];
		struct test_file tree = load_open_tree(name);

		if (spoil->text != NULL)
			set(tree, spoil->path, spoil->property, spoil->text, strlen(spoil->text) + 1);
		else if (spoil->count > 0)
			set_cells(tree, spoil->path, spoil->property, spoil->cells, spoil->count);
		else
			assert_int_equal(fdt_delprop(tree.data, node_at(tree, spoil->path), spoil->property), 0);
		expect_refused(tree, NULL, spoil->message);
		free(tree.data);
	}
}

#define NO_NODE(found)                                                                                             \
	"no enabled node has a compatible that OP-TEE takes, expected st,stm32mp1-m4-tee or st,stm32mp2-m33-tee; " \
	"found " found

static void spoiled_upstream_trees_are_refused(void **state)
{
	static const struct spoil spoils[] = {
		{M4, "compatible", "st,stm32mp1-m4", {0}, 0, NO_NODE(M4 " (st,stm32mp1-m4, okay)")},
		{M4, "status", "disabled", {0}, 0, NO_NODE(M4 " (st,stm32mp1-m4-tee, disabled)")},
		{M4, "status", "fail", {0}, 0, NO_NODE(M4 " (st,stm32mp1-m4-tee, disabled)")},
		{AHB, "status", "disabled", {0}, 0, NO_NODE(M4 " (st,stm32mp1-m4-tee, okay)")},
		{M4, "memory-region", NULL, {0}, 0, M4 ": memory-region is missing, expected the memory to load to"},
		{M4, "memory-region", "ab", {0}, 0, M4 ": memory-region has 3 bytes, expected a multiple of 4"},
		{M4, "memory-region", NULL, {0}, 1, M4 ": memory-region: entry 0 is 0x0, which no node has as phandle"},
		{M4,
		 "memory-region",
		 NULL,
		 {1, 0x1234},
		 2,
		 M4 ": memory-region: entry 1 is 0x1234, which no node has as phandle"},
		{RESERVE "/retram@38000000",
		 "reg",
		 NULL,
		 {0},
		 0,
		 RESERVE "/retram@38000000: reg is missing, expected an address and a size"},
		{RESERVE "/retram@38000000",
		 "reg",
		 NULL,
		 {0x38000000},
		 1,
		 RESERVE "/retram@38000000: reg has 1 cells, expected 1 for the address and 1 for the size"},
		{RESERVE "/retram@38000000",
		 "reg",
		 "abcd",
		 {0},
		 0,
		 RESERVE "/retram@38000000: reg has 5 bytes, expected a multiple of 4"},
		{RESERVE "/retram@38000000",
		 "reg",
		 NULL,
		 {0x38000000, 0},
		 2,
		 RESERVE "/retram@38000000: reg has the size 0, which OP-TEE refuses"},
		{RESERVE "/retram@38000000",
		 "reg",
		 NULL,
		 {0, 0x1000},
		 2,
		 RESERVE "/retram@38000000: reg has the address 0, which OP-TEE refuses"},
		{RESERVE,
		 "#address-cells",
		 NULL,
		 {2},
		 1,
		 RESERVE "/retram@38000000: reg has 2 cells, expected 2 for the address and 1 for the size"},
		{RESERVE, "#address-cells", NULL, {3}, 1, RESERVE ": #address-cells is 3, expected 1 or 2"},
		{RESERVE,
		 "#address-cells",
		 NULL,
		 {0},
		 1,
		 RESERVE ": #address-cells isn't a number of cells, expected 1 or 2"},
		{RESERVE, "#size-cells", NULL, {0}, 1, RESERVE ": #size-cells is 0, expected 1 or 2"},
		{RESERVE,
		 "#size-cells",
		 NULL,
		 {0xffffffff},
		 1,
		 RESERVE ": #size-cells isn't a number of cells, expected 1 or 2"},
		{AHB,
		 "dma-ranges",
		 NULL,
		 {0, 0x38000000},
		 2,
		 AHB ": dma-ranges has 8 bytes, expected a multiple of 12"},
		{AHB,
		 "dma-ranges",
		 NULL,
		 {0, 0x38000000, 0xffff},
		 3,
		 RESERVE "/retram@38000000: reg (address 0x38000000, size 0x10000) isn't inside one of the dma-ranges "
			 "of the bus"},
		{AHB, "dma-ranges", "", {0}, 0, AHB ": dma-ranges has 1 bytes, expected a multiple of 12"},
	};

	(void)state;
	expect_spoils_refused("stm32mp157-dk", spoils, COUNT(spoils));
}

static void spoiled_vendor_trees_are_refused(void **state)
{
	static const struct spoil spoils[] = {
		{M33, "compatible", "st,stm32mp2-m33", {0}, 0, NO_NODE(M33 " (st,stm32mp2-m33, okay)")},
		{RESERVE "/tfm_code@80000000",
		 "access-controllers-conf-load",
		 NULL,
		 {0},
		 0,
		 RESERVE "/tfm_code@80000000: access-controllers-conf-load is missing, which ST's OP-TEE demands"},
		{RESERVE "/tfm_code@80000000",
		 "access-controllers-conf-default",
		 NULL,
		 {0},
		 0,
		 RESERVE "/tfm_code@80000000: access-controllers-conf-default is missing, which ST's OP-TEE demands"},
		/* the addresses of the root node have two cells */
		{"/ahb@0",
		 "dma-ranges",
		 NULL,
		 {0, 0x80000000, 0x8000000},
		 3,
		 "/ahb@0: dma-ranges has 12 bytes, expected a multiple of 16"},
		{"/", "#address-cells", NULL, {1}, 1, "/ahb@0: dma-ranges has 64 bytes, expected a multiple of 12"},
		{"/", "#address-cells", NULL, {4}, 1, "/: #address-cells is 4, expected 1 or 2"},
		{RESERVE "/tfm_code@80000000",
		 "reg",
		 NULL,
		 {0, 0x80000000, 1, 0},
		 4,
		 RESERVE "/tfm_code@80000000: reg has the address 0x80000000 and the size 0x100000000, expected less "
			 "than 4 GiB"},
		{RESERVE "/tfm_code@80000000",
		 "reg",
		 NULL,
		 {0xffffffff, 0xfffff000, 0, 0x2000},
		 4,
		 RESERVE "/tfm_code@80000000: reg has the address 0xfffffffffffff000 and the size 0x2000, expected "
			 "less than 4 GiB"},
	};

	(void)state;
	expect_spoils_refused("stm32mp257-ev1", spoils, COUNT(spoils));
}

static void too_much_is_refused(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");
	uint32_t cells[65 * 3] = {0};

	(void)state;
	set_cells(tree, AHB, "dma-ranges", cells, 65 * 3);
	expect_refused(tree, NULL, AHB ": dma-ranges has 65 entries, at most 64 are handled");
	set_cells(tree, M4, "memory-region", cells, 65);
	expect_refused(tree, NULL, M4 ": memory-region names 65 regions, at most 64 are handled");
	set_cells(tree, M4, "memory-region", cells, 0);
	expect_refused(tree, NULL, M4 ": memory-region is empty, expected the memory to load to");
	free(tree.data);
}

/* One region 64 times, which only the last of 64 dma-ranges has. */
static void much_is_read(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");
	const fdt32_t *regions = fdt_getprop(tree.data, node_at(tree, M4), "memory-region", NULL);
	uint32_t cells[64 * 3] = {0};

	(void)state;
	assert_non_null(regions);
	const uint32_t first = fdt32_ld(regions);

	cells[63 * 3] = 0x1000;
	cells[63 * 3 + 1] = 0x38000000;
	cells[63 * 3 + 2] = 0x10000;
	set_cells(tree, AHB, "dma-ranges", cells, 64 * 3);
	for (size_t i = 0; i < 64; i++)
		cells[i] = first;
	set_cells(tree, M4, "memory-region", cells, 64);
	signfw_memory *memory = memory_of_tree(tree, NULL);
	struct signfw_region region;

	assert_int_equal(signfw_memory_region_count(memory), 64);
	assert_int_equal(signfw_memory_region(memory, 63, &region), SIGNFW_OK);
	assert_int_equal(region.device_address, 0x1000);
	assert_int_equal(region.physical_address, 0x38000000);
	signfw_memory_free(memory);
	free(tree.data);
}

/* ---- which node ---- */

static void the_node_is_found_by_path_or_compatible(void **state)
{
	struct test_file tree = load_tree("stm32mp157-dk");

	(void)state;
	signfw_memory_free(memory_of_tree(tree, NULL));
	signfw_memory_free(memory_of_tree(tree, M4));
	signfw_memory_free(memory_of_tree(tree, "st,stm32mp1-m4-tee"));
	expect_refused(tree, "/m4", "no node has the path '/m4'");
	expect_refused(tree, "/",
		       "/: compatible isn't one that OP-TEE takes, expected st,stm32mp1-m4-tee or st,stm32mp2-m33-tee");
	expect_refused(tree, "st,stm32mp2-m33-tee", "no enabled node has the compatible 'st,stm32mp2-m33-tee'");
	expect_refused(tree, AHB,
		       AHB ": compatible isn't one that OP-TEE takes, expected st,stm32mp1-m4-tee or "
			   "st,stm32mp2-m33-tee");
	expect_refused(tree, "st,mlahb",
		       AHB ": compatible isn't one that OP-TEE takes, expected st,stm32mp1-m4-tee or "
			   "st,stm32mp2-m33-tee");
	free(tree.data);
}

static void a_disabled_node_is_refused_by_its_path_too(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");

	(void)state;
	set(tree, M4, "status", "disabled", 9);
	expect_refused(tree, M4, M4 ": status is not okay, of the node or of one that it is in");
	set(tree, M4, "status", "okay", 5);
	set(tree, AHB, "status", "disabled", 9);
	expect_refused(tree, M4, M4 ": status is not okay, of the node or of one that it is in");
	free(tree.data);
}

static void a_node_for_the_secure_world_is_enabled(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");

	(void)state;
	set(tree, M4, "status", "disabled", 9);
	set(tree, M4, "secure-status", "okay", 5);
	signfw_memory_free(memory_of_tree(tree, NULL));
	set(tree, M4, "secure-status", "disabled", 9);
	expect_refused(tree, NULL, NO_NODE(M4 " (st,stm32mp1-m4-tee, disabled)"));
	/* not for the secure world, but for the other */
	set(tree, M4, "status", "ok", 3);
	signfw_memory_free(memory_of_tree(tree, NULL));
	assert_int_equal(fdt_delprop(tree.data, node_at(tree, M4), "status"), 0);
	signfw_memory_free(memory_of_tree(tree, NULL));
	free(tree.data);
}

/* Gives the tree a second remote processor, in front of the first, with one region. */
static void add_processor(struct test_file tree, const char *status)
{
	const int node = fdt_add_subnode(tree.data, node_at(tree, AHB), "first@0");

	assert_true(node >= 0);
	set(tree, AHB "/first@0", "compatible", "st,stm32mp1-m4-tee", 19);
	set(tree, AHB "/first@0", "status", status, strlen(status) + 1);
	set_cells(tree, AHB "/first@0", "memory-region",
		  (uint32_t[]){fdt_get_phandle(tree.data, node_at(tree, RESERVE "/mcuram@30000000"))}, 1);
}

static void the_first_enabled_node_is_taken(void **state)
{
	static const struct {
		const char *status;
		size_t region_count;
	} cases[] = {{"okay", 1}, {"disabled", 7}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct test_file tree = load_open_tree("stm32mp157-dk");

		add_processor(tree, cases[i].status);
		signfw_memory *memory = memory_of_tree(tree, NULL);

		assert_int_equal(signfw_memory_region_count(memory), cases[i].region_count);
		signfw_memory_free(memory);
		memory = memory_of_tree(tree, M4);
		assert_int_equal(signfw_memory_region_count(memory), 7);
		signfw_memory_free(memory);
		free(tree.data);
	}
}

/* libfdt follows aliases without end; a name that isn't a path is a compatible, nothing else. */
static void aliases_are_not_followed(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");

	(void)state;
	assert_true(fdt_add_subnode(tree.data, 0, "aliases") >= 0);
	set(tree, "/aliases", "loop", "loop", 5);
	expect_refused(tree, "loop", "no enabled node has the compatible 'loop'");
	free(tree.data);
}

/* ---- which rule ---- */

static struct signfw_region region_of(const signfw_memory *memory, size_t index)
{
	struct signfw_region region;

	assert_int_equal(signfw_memory_region(memory, index, &region), SIGNFW_OK);
	return region;
}

static void without_dma_ranges_addresses_are_the_same(void **state)
{
	static const char *const trees[] = {"stm32mp157-dk", "stm32mp157-dk-st"};

	(void)state;
	for (size_t i = 0; i < COUNT(trees); i++) {
		struct test_file tree = load_open_tree(trees[i]);

		assert_int_equal(fdt_delprop(tree.data, node_at(tree, AHB), "dma-ranges"), 0);
		signfw_memory *memory = memory_of_tree(tree, NULL);

		assert_int_equal(region_of(memory, 0).device_address, 0x38000000);
		assert_int_equal(region_of(memory, 0).physical_address, 0x38000000);
		signfw_memory_free(memory);
		free(tree.data);
	}
}

static void upstream_the_first_fitting_dma_range_fixes_the_address(void **state)
{
	static const uint32_t ranges[] = {
		0x90000000, 0x10000000, 0x1000,     /* too small for any region but the vrings */
		0x00000000, 0x38000000, 0x10000,    /* */
		0x50000000, 0x0f000000, 0x22000000, /* */
		0x30000000, 0x30000000, 0x60000,
	};
	struct test_file tree = load_open_tree("stm32mp157-dk");

	(void)state;
	set_cells(tree, AHB, "dma-ranges", ranges, COUNT(ranges));
	signfw_memory *memory = memory_of_tree(tree, NULL);

	assert_int_equal(memory->rule, MEMORY_BY_REGION);
	assert_int_equal(memory->range_count, 0);
	assert_string_equal(region_of(memory, 0).name, "retram");
	assert_int_equal(region_of(memory, 0).device_address, 0);
	assert_string_equal(region_of(memory, 1).name, "mcuram");
	assert_int_equal(region_of(memory, 1).device_address, 0x71000000);
	assert_string_equal(region_of(memory, 2).name, "mcuram2");
	assert_int_equal(region_of(memory, 2).device_address, 0x51000000);
	signfw_memory_free(memory);
	free(tree.data);
}

static void a_configured_firewall_makes_it_a_tree_of_st(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");

	(void)state;
	set_cells(tree, RESERVE "/ipc_shmem@1004f000", "access-controllers-conf-load", (uint32_t[]){1}, 1);
	expect_refused(tree, NULL,
		       RESERVE "/retram@38000000: access-controllers-conf-default is missing, which ST's OP-TEE "
			       "demands");
	free(tree.data);
}

/* Directly in the root node, there is no outer bus that could tell the size of addresses. */
static void a_processor_without_a_bus_of_its_own(void **state)
{
	static const uint32_t ranges[] = {0, 0, 0x80000000, 0x8000000};
	struct test_file tree = load_open_tree("stm32mp257-ev1");
	int size;

	(void)state;
	const void *list = fdt_getprop(tree.data, node_at(tree, M33), "memory-region", &size);
	uint8_t copy[64];

	assert_true(size >= 4 && (size_t)size <= sizeof(copy));
	memcpy(copy, list, (size_t)size);
	assert_true(fdt_add_subnode(tree.data, 0, "m33") >= 0);
	set(tree, "/m33", "compatible", "st,stm32mp2-m33-tee", 20);
	set(tree, "/m33", "memory-region", copy, (size_t)size);
	signfw_memory_free(memory_of_tree(tree, "/m33"));
	set_cells(tree, "/", "dma-ranges", ranges, COUNT(ranges));
	expect_refused(tree, "/m33", "/m33: isn't on a bus of its own, expected one inside the root node");
	free(tree.data);
}

/* ---- names ---- */

static void names_show_nothing_strange(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");
	const int node = node_at(tree, RESERVE "/retram@38000000");

	(void)state;
	assert_int_equal(fdt_set_name(tree.data, node, "\033[2J\"\n\xc3\xa4@1"), 0);
	signfw_memory *memory = memory_of_tree(tree, NULL);

	assert_string_equal(region_of(memory, 0).name, "?[2J????");
	signfw_memory_free(memory);
	set_cells(tree, RESERVE "/\033[2J\"\n\xc3\xa4@1", "reg", (uint32_t[]){1}, 1);
	expect_refused(tree, NULL,
		       RESERVE "/?[2J????@1: reg has 1 cells, expected 1 for the address and 1 for the size");
	free(tree.data);
}

static void long_names_are_cut(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");
	char name[201], expected[64], message[200];
	const int node = node_at(tree, RESERVE "/retram@38000000");

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	memset(expected, 'n', sizeof(expected) - 1);
	expected[sizeof(expected) - 1] = '\0';
	assert_int_equal(fdt_set_name(tree.data, node, name), 0);
	signfw_memory *memory = memory_of_tree(tree, NULL);

	assert_string_equal(region_of(memory, 0).name, expected);
	signfw_memory_free(memory);
	assert_int_equal(fdt_delprop(tree.data, node, "reg"), 0);
	snprintf(message, sizeof(message), ".../%.40s: reg is missing, expected an address and a size", name);
	expect_refused(tree, NULL, message);
	free(tree.data);
}

/* ---- what isn't a tree, or is made to hurt ---- */

static void arguments_are_checked(void **state)
{
	struct test_file tree = load_tree("stm32mp157-dk");
	signfw_memory *memory = NULL;

	(void)state;
	assert_int_equal(signfw_memory_from_devicetree(NULL, tree.data, tree.size, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_memory_from_devicetree(&memory, NULL, tree.size, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_memory_from_devicetree(&memory, tree.data, tree.size, "", NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_memory_from_devicetree(&memory, NULL, 0, NULL, NULL), SIGNFW_E_DEVICETREE);
	assert_null(memory);
	free(tree.data);
}

static void what_is_no_tree_is_refused(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");

	(void)state;
	tree.data[0] ^= 1;
	expect_refused(tree, NULL, "not a usable device tree: FDT_ERR_BADMAGIC");
	tree.data[0] ^= 1;
	fdt_set_version(tree.data, 3);
	fdt_set_last_comp_version(tree.data, 2);
	expect_refused(tree, NULL, "not a usable device tree: FDT_ERR_BADVERSION");
	tree.size = (2 << 20) + 1;
	expect_refused(tree, NULL, "2097153 bytes are too many for a device tree, expected at most 2097152");
	free(tree.data);
}

/* Machines that read numbers only from aligned addresses are not led to others. */
static void unaligned_parts_are_refused(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");

	(void)state;
	fdt_set_off_mem_rsvmap(tree.data, 0x2c);
	expect_refused(
		tree, NULL,
		"not a usable device tree: reservations at 0x2c and structure at 0x38, expected multiples of 8 and 4");
	fdt_set_off_mem_rsvmap(tree.data, 0x28);
	fdt_set_off_dt_struct(tree.data, 0x3a);
	expect_refused(
		tree, NULL,
		"not a usable device tree: reservations at 0x28 and structure at 0x3a, expected multiples of 8 and 4");
	free(tree.data);
}

static void every_truncated_tree_is_refused(void **state)
{
	struct test_file tree = load_tree("stm32mp157-dk");

	(void)state;
	for (size_t size = 0; size < tree.size; size++) {
		uint8_t *cut = malloc(size + 1);

		assert_non_null(cut);
		memcpy(cut, tree.data, size);
		expect_refused((struct test_file){cut, size}, NULL, "not a usable device tree: FDT_ERR_TRUNCATED");
		free(cut);
	}
	free(tree.data);
}

/* Whatever one bit does to a tree, it is read or refused. */
static void every_flipped_bit_is_survived(void **state)
{
	static const char *const names[] = {"stm32mp157-dk", "stm32mp257-ev1"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct test_file tree = load_tree(names[i]);

		for (size_t bit = 0; bit < tree.size * 8; bit++) {
			struct signfw_error error = SIGNFW_ERROR_INIT;
			signfw_memory *memory = NULL;

			tree.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
			const enum signfw_status status =
				signfw_memory_from_devicetree(&memory, tree.data, tree.size, NULL, &error);

			tree.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
			if (status == SIGNFW_OK) {
				assert_true(signfw_memory_region_count(memory) >= 1 &&
					    signfw_memory_region_count(memory) <= 64);
			} else {
				assert_int_equal(status, SIGNFW_E_DEVICETREE);
				assert_null(memory);
				assert_int_not_equal(error.message[0], '\0');
			}
			signfw_memory_free(memory);
		}
		free(tree.data);
	}
}

static void unaligned_trees_are_read(void **state)
{
	struct test_file tree = load_tree("stm32mp157-dk");
	uint8_t *moved = malloc(tree.size + 1);

	(void)state;
	assert_non_null(moved);
	memcpy(moved + 1, tree.data, tree.size);
	signfw_memory_free(memory_of_tree((struct test_file){moved + 1, tree.size}, NULL));
	free(moved);
	free(tree.data);
}

static void long_property_names_are_refused(void **state)
{
	struct test_file tree = load_open_tree("stm32mp157-dk");
	char name[257];

	(void)state;
	memset(name, 'n', 255);
	name[255] = '\0';
	set(tree, "/", name, "", 0);
	signfw_memory_free(memory_of_tree(tree, NULL));
	name[255] = 'n';
	name[256] = '\0';
	set(tree, "/", name, "", 0);
	expect_refused(tree, NULL, "a property's name has more than 255 characters");
	free(tree.data);
}

/* A tree of the largest size that nests as deep as it can. */
static void deep_trees_are_refused_soon(void **state)
{
	const size_t size = 2 << 20;
	struct test_file tree = {calloc(1, size), size};

	(void)state;
	assert_non_null(tree.data);
	assert_int_equal(fdt_create(tree.data, (int)size), 0);
	assert_int_equal(fdt_finish_reservemap(tree.data), 0);
	assert_int_equal(fdt_begin_node(tree.data, ""), 0);
	const size_t depth = (size - 256) / 12;

	for (size_t i = 0; i < depth; i++)
		assert_int_equal(fdt_begin_node(tree.data, "n"), 0);
	for (size_t i = 0; i <= depth; i++)
		assert_int_equal(fdt_end_node(tree.data), 0);
	assert_int_equal(fdt_finish(tree.data), 0);
	expect_refused(tree, NULL, NO_NODE("no remote processor"));
	free(tree.data);
}

static void failing_allocations_are_reported(void **state)
{
	struct test_file tree = load_tree("stm32mp157-dk");

	(void)state;
	/* the copy of the tree, and the first of the memory */
	for (size_t n = 1; n <= 2; n++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_memory *memory = NULL;

		memory_fault.countdown = n;
		assert_int_equal(signfw_memory_from_devicetree(&memory, tree.data, tree.size, NULL, &error),
				 SIGNFW_E_MEMORY);
		assert_int_equal(memory_fault.countdown, 0);
		assert_null(memory);
		assert_string_equal(error.message, "out of memory");
	}
	free(tree.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spoiled_upstream_trees_are_refused),
		cmocka_unit_test(spoiled_vendor_trees_are_refused),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(much_is_read),
		cmocka_unit_test(the_node_is_found_by_path_or_compatible),
		cmocka_unit_test(a_disabled_node_is_refused_by_its_path_too),
		cmocka_unit_test(a_node_for_the_secure_world_is_enabled),
		cmocka_unit_test(the_first_enabled_node_is_taken),
		cmocka_unit_test(aliases_are_not_followed),
		cmocka_unit_test(without_dma_ranges_addresses_are_the_same),
		cmocka_unit_test(upstream_the_first_fitting_dma_range_fixes_the_address),
		cmocka_unit_test(a_configured_firewall_makes_it_a_tree_of_st),
		cmocka_unit_test(a_processor_without_a_bus_of_its_own),
		cmocka_unit_test(names_show_nothing_strange),
		cmocka_unit_test(long_names_are_cut),
		cmocka_unit_test(arguments_are_checked),
		cmocka_unit_test(what_is_no_tree_is_refused),
		cmocka_unit_test(unaligned_parts_are_refused),
		cmocka_unit_test(every_truncated_tree_is_refused),
		cmocka_unit_test(every_flipped_bit_is_survived),
		cmocka_unit_test(unaligned_trees_are_read),
		cmocka_unit_test(long_property_names_are_refused),
		cmocka_unit_test(deep_trees_are_refused_soon),
		cmocka_unit_test(failing_allocations_are_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
