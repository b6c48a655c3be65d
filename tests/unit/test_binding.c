/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/binding.h"

#include <string.h>

#include "support.h"
#include "tree/processors.h"

#define SPACE 4096

/* A tree with the TA's node and a processor's: the latter is at *node. */
struct fixture {
	_Alignas(8) char blob[SPACE]; /* as libfdt wants it */
	struct flat_tree flat;
	int node;
	struct linux_board board;
};

static int set_text(void *fdt, int node, const char *name, const char *text)
{
	return fdt_setprop(fdt, node, name, text, (int)strlen(text) + 1);
}

static void begin(struct fixture *fixture, const char *parent, const char *compatible)
{
	void *fdt = fixture->blob;

	memset(fixture, 0, sizeof(*fixture));
	assert_int_equal(fdt_create_empty_tree(fdt, SPACE), 0);
	assert_true(fdt_add_subnode(fdt, 0, "tee") > 0);
	assert_int_equal(set_text(fdt, fdt_path_offset(fdt, "/tee"), "compatible", TREE_TA_UUID), 0);
	assert_int_equal(fdt_setprop_u32(fdt, fdt_path_offset(fdt, "/tee"), "phandle", 7), 0);
	const int bus = fdt_add_subnode(fdt, 0, parent);

	assert_true(bus > 0);
	fixture->node = fdt_add_subnode(fdt, bus, "m4@10000000");
	assert_true(fixture->node > 0);
	assert_int_equal(set_text(fdt, fixture->node, "compatible", compatible), 0);
	fixture->flat.fdt = fdt;
}

static void set_cells(struct fixture *fixture, const char *name, const uint32_t *cells, size_t count)
{
	fdt32_t raw[4];

	for (size_t i = 0; i < count; i++)
		raw[i] = cpu_to_fdt32(cells[i]);
	assert_int_equal(fdt_setprop(fixture->blob, fixture->node, name, raw, (int)(count * sizeof(raw[0]))), 0);
}

static void set_cell(struct fixture *fixture, const char *name, uint32_t cell)
{
	set_cells(fixture, name, &cell, 1);
}

/* Reads the node: its generation, and its notes, by their rules. */
static void expect(struct fixture *fixture, const char *name, const enum sfw_rule *rules, size_t count)
{
	sfw_binding_read(&fixture->flat, fixture->node, &fixture->board);
	assert_string_equal(sfw_binding_name(fixture->board.binding), name);
	assert_int_equal(fixture->board.note_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(fixture->board.notes[i].rule, rules[i]);
}

#define EXPECT_NOTES(fixture, name, ...)                            \
	expect(fixture, name, (const enum sfw_rule[]){__VA_ARGS__}, \
	       sizeof((const enum sfw_rule[]){__VA_ARGS__}) / sizeof(enum sfw_rule))

static void each_generation_is_recognised(void **state)
{
	static const uint32_t backend[] = {7, 0};
	struct fixture fixture;

	(void)state;
	begin(&fixture, "ahb", "st,stm32mp1-m4-tee");
	set_cell(&fixture, "st,proc-id", 0);
	expect(&fixture, "v1-v19", NULL, 0);
	begin(&fixture, "rproc-service-" TREE_TA_UUID "@0", "st,stm32mp15-m4-tee");
	set_cell(&fixture, "reg", 0);
	expect(&fixture, "v20", NULL, 0);
	begin(&fixture, "ahb", "st,stm32mp1-m4-tee");
	set_cells(&fixture, "rproc-tee-phandle", backend, 2);
	expect(&fixture, "v21", NULL, 0);
	begin(&fixture, "ahb", "st,stm32mp1-m4");
	set_cells(&fixture, "st,rproc-tee", backend, 2);
	expect(&fixture, "v22", NULL, 0);
	begin(&fixture, "ahb", "st,stm32mp1-m4-tee");
	set_cell(&fixture, "resets", 1);
	expect(&fixture, "std", NULL, 0);
	begin(&fixture, "ahb", "st,stm32mp2-m33-tee");
	set_cell(&fixture, "resets", 1);
	expect(&fixture, "std", NULL, 0);
	begin(&fixture, "ahb", "st,stm32mp1-m4");
	set_cell(&fixture, "resets", 1);
	set_cell(&fixture, "st,syscfg-holdboot", 1);
	EXPECT_NOTES(&fixture, "none", SFW_LINUX_BINDING_NONE);
}

static void what_is_missing(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture, "ahb", "st,stm32mp1-m4-tee");
	EXPECT_NOTES(&fixture, "v1-v19", SFW_LINUX_BINDING_MISSING);
	assert_string_equal(fixture.board.notes[0].text,
			    "st,proc-id is missing, which binding v1-v19 needs: Linux prints \"failed to read "
			    "st,rproc-id property\", errno -22");
	begin(&fixture, "ahb", "st,stm32mp15-m4-tee");
	EXPECT_NOTES(&fixture, "v20", SFW_LINUX_BINDING_MISSING, SFW_LINUX_BINDING_BACKEND);
	begin(&fixture, "ahb", "st,stm32mp2-m33-tee");
	EXPECT_NOTES(&fixture, "std", SFW_LINUX_BINDING_MISSING);
	begin(&fixture, "ahb", "st,stm32mp1-m4");
	EXPECT_NOTES(&fixture, "none", SFW_LINUX_BINDING_MISSING, SFW_LINUX_BINDING_MISSING, SFW_LINUX_BINDING_NONE);
}

static void what_is_forbidden_or_mixed(void **state)
{
	static const uint32_t backend[] = {7, 0};
	struct fixture fixture;

	(void)state;
	begin(&fixture, "ahb", "st,stm32mp1-m4");
	set_cells(&fixture, "st,rproc-tee", backend, 2);
	set_cell(&fixture, "resets", 1);
	set_cell(&fixture, "reset-names", 1);
	set_cell(&fixture, "st,syscfg-holdboot", 1);
	set_cell(&fixture, "st,proc-id", 0);
	EXPECT_NOTES(&fixture, "v22", SFW_LINUX_BINDING_FORBIDDEN, SFW_LINUX_BINDING_FORBIDDEN,
		     SFW_LINUX_BINDING_FORBIDDEN, SFW_LINUX_BINDING_MIXED);
	assert_string_equal(fixture.board.notes[3].text,
			    "st,proc-id is of binding v1-v19, but the node is of v22: Linux prints nothing");
}

/* <&backend id>, of v22 */
static void expect_backend(const uint32_t *cells, size_t count, enum sfw_rule rule)
{
	struct fixture fixture;

	begin(&fixture, "ahb", "st,stm32mp1-m4");
	set_cells(&fixture, "st,rproc-tee", cells, count);
	EXPECT_NOTES(&fixture, "v22", rule);
}

/* A property of the node of the TA that makes it none. */
static void expect_backend_refused(const char *property, const char *value, const char *said)
{
	struct fixture fixture;

	begin(&fixture, "ahb", "st,stm32mp1-m4");
	set_cells(&fixture, "st,rproc-tee", (const uint32_t[]){7, 0}, 2);
	assert_int_equal(set_text(fixture.blob, fdt_path_offset(fixture.blob, "/tee"), property, value), 0);
	fixture.node = fdt_path_offset(fixture.blob, "/ahb/m4@10000000");
	EXPECT_NOTES(&fixture, "v22", SFW_LINUX_BINDING_BACKEND);
	assert_non_null(strstr(fixture.board.notes[0].text, said));
}

static void references_to_the_ta(void **state)
{
	static const uint32_t one_cell[] = {7}, three_cells[] = {7, 0, 0}, no_node[] = {8, 0}, other_id[] = {7, 1};

	(void)state;
	expect_backend(one_cell, 1, SFW_LINUX_BINDING_MALFORMED);
	expect_backend(three_cells, 3, SFW_LINUX_BINDING_MALFORMED);
	expect_backend(one_cell, 0, SFW_LINUX_BINDING_MALFORMED);
	expect_backend(no_node, 2, SFW_LINUX_BINDING_MALFORMED);
	expect_backend(other_id, 2, SFW_LINUX_BINDING_MALFORMED);
	expect_backend_refused("status", "disabled", "disabled");
	expect_backend_refused("compatible", "x", "Device node not found for UUID");
}

static void each_driver_takes_its_own_generation(void **state)
{
	static const struct {
		enum binding binding;
		const char *driver;
	} pairs[] = {
		{BINDING_NONE, "v22"}, {BINDING_V1_V19, NULL}, {BINDING_V20, "v20"},
		{BINDING_V21, NULL},   {BINDING_V22, "v22"},   {BINDING_STD, "std"},
	};
	static const char *const drivers[] = {"v22", "v20", "std"};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		for (size_t j = 0; j < 3; j++)
			assert_int_equal(sfw_binding_suits(pairs[i].binding, drivers[j]),
					 pairs[i].driver != NULL && strcmp(pairs[i].driver, drivers[j]) == 0);
}

static void notes_end_with_the_last_that_fits(void **state)
{
	struct linux_board board = {0};

	(void)state;
	for (unsigned i = 0; i < BOARD_NOTES_MAX + 3; i++)
		sfw_binding_note(&board, SFW_LINUX_BINDING_MIXED, "%u%300s", i, "");
	assert_int_equal(board.note_count, BOARD_NOTES_MAX);
	assert_int_equal(strlen(board.notes[BOARD_NOTES_MAX - 1].text), sizeof(board.notes[0].text) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_generation_is_recognised),
		cmocka_unit_test(what_is_missing),
		cmocka_unit_test(what_is_forbidden_or_mixed),
		cmocka_unit_test(references_to_the_ta),
		cmocka_unit_test(each_driver_takes_its_own_generation),
		cmocka_unit_test(notes_end_with_the_last_that_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
