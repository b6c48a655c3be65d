/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/binding.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tree/processors.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define M4       "st,stm32mp1-m4"
#define M4_TEE   "st,stm32mp1-m4-tee"
#define M4_CHILD "st,stm32mp15-m4-tee"
#define M33_TEE  "st,stm32mp2-m33-tee"

static const struct generation {
	const char *name;
	const char *driver;          /* a modelled driver that takes it; or NULL */
	const char *required, *line; /* without this property, the probe logs this line and fails with -22 */
	const char *forbidden[3];    /* properties that the schema forbids; drivers ignore them */
} generations[] = {
	[BINDING_NONE] = {"none", NULL, "resets", "failed to get mcu_reset", {NULL}},
	[BINDING_V1_V19] =
		{"v1-v19", NULL, "st,proc-id", "failed to read st,rproc-id property", {"resets", "reset-names"}},
	[BINDING_V20] = {"v20", "v20", "reg", "invalid reg on the node", {NULL}},
	[BINDING_V21] = {"v21", NULL, NULL, NULL, {NULL}},
	[BINDING_V22] = {"v22", "v22", NULL, NULL, {"resets", "reset-names", "st,syscfg-holdboot"}},
	[BINDING_STD] = {"std", "std", "resets", "failed to get mcu_reset", {NULL}},
};

/* Properties that belong to a single generation. */
static const struct {
	const char *property;
	enum binding binding;
} marks[] = {
	{"st,proc-id", BINDING_V1_V19},
	{"rproc-tee-phandle", BINDING_V21},
	{"st,rproc-tee", BINDING_V22},
	{"st,syscfg-cm-state", BINDING_STD},
};

const char *sfw_binding_name(enum binding binding)
{
	return generations[binding].name;
}

const char *sfw_binding_driver(enum binding binding)
{
	return generations[binding].driver;
}

bool sfw_binding_suits(enum binding binding, const char *driver)
{
	/* the upstream driver also loads without a TEE */
	if (binding == BINDING_NONE)
		return strcmp(driver, "v22") == 0;
	return generations[binding].driver != NULL && strcmp(generations[binding].driver, driver) == 0;
}

const char *sfw_binding_compatible(const struct flat_tree *tree, int node)
{
	static const char *const compatibles[] = {M4, M4_TEE, M4_CHILD, M33_TEE};

	return sfw_tree_compatible(tree, node, compatibles, COUNT(compatibles));
}

/* ---- which generation it is ---- */

/* Three generations share a compatible. */
static enum binding binding_of_m4_tee(const struct flat_tree *tree, int node)
{
	if (sfw_tree_has(tree, node, "rproc-tee-phandle"))
		return BINDING_V21;
	if (sfw_tree_has(tree, node, "st,proc-id"))
		return BINDING_V1_V19;
	return sfw_tree_has(tree, node, "resets") || sfw_tree_has(tree, node, "st,syscfg-cm-state") ? BINDING_STD
												    : BINDING_V1_V19;
}

static enum binding binding_of(const struct flat_tree *tree, int node, const char *compatible)
{
	if (strcmp(compatible, M4_CHILD) == 0)
		return BINDING_V20;
	if (strcmp(compatible, M33_TEE) == 0)
		return BINDING_STD;
	if (strcmp(compatible, M4_TEE) == 0)
		return binding_of_m4_tee(tree, node);
	return sfw_tree_has(tree, node, "st,rproc-tee") ? BINDING_V22 : BINDING_NONE;
}

/* ---- what is wrong ---- */

void sfw_binding_note(struct linux_board *board, enum sfw_rule rule, const char *format, ...)
{
	va_list arguments;

	if (board->note_count == BOARD_NOTES_MAX)
		return;
	struct board_note *entry = &board->notes[board->note_count++];

	entry->rule = rule;
	va_start(arguments, format);
	vsnprintf(entry->text, sizeof(entry->text), format, arguments);
	va_end(arguments);
}

static void check_properties(const struct flat_tree *tree, int node, struct linux_board *board)
{
	const struct generation *generation = &generations[board->binding];

	if (generation->required != NULL && !sfw_tree_has(tree, node, generation->required))
		sfw_binding_note(board, SFW_LINUX_BINDING_MISSING,
				 "%s is missing, which binding %s needs: Linux prints \"%s\", errno -22",
				 generation->required, generation->name, generation->line);
	for (size_t i = 0; i < COUNT(generation->forbidden) && generation->forbidden[i] != NULL; i++)
		if (sfw_tree_has(tree, node, generation->forbidden[i]))
			sfw_binding_note(
				board, SFW_LINUX_BINDING_FORBIDDEN,
				"%s mustn't be there with binding %s, since OP-TEE has it: Linux prints nothing",
				generation->forbidden[i], generation->name);
	for (size_t i = 0; i < COUNT(marks); i++)
		if (marks[i].binding != board->binding && sfw_tree_has(tree, node, marks[i].property))
			sfw_binding_note(board, SFW_LINUX_BINDING_MIXED,
					 "%s is of binding %s, but the node is of %s: Linux prints nothing",
					 marks[i].property, generations[marks[i].binding].name, generation->name);
}

/* Without a TEE, Linux needs a reset or a register to hold the processor. */
static void check_hold_boot(const struct flat_tree *tree, int node, struct linux_board *board)
{
	if (fdt_stringlist_search(tree->fdt, node, "reset-names", "hold_boot") < 0 &&
	    !sfw_tree_has(tree, node, "st,syscfg-holdboot"))
		sfw_binding_note(board, SFW_LINUX_BINDING_MISSING,
				 "neither st,syscfg-holdboot nor a reset \"hold_boot\": Linux prints \"failed to get "
				 "hold boot\"");
	sfw_binding_note(board, SFW_LINUX_BINDING_NONE,
			 "nothing says that OP-TEE loads the firmware, such as st,rproc-tee: of a container Linux "
			 "prints \"Image is corrupted (bad magic)\"");
}

static bool is_enabled(const struct flat_tree *tree, int node)
{
	bool present;

	return sfw_tree_says_okay(tree, node, "status", &present);
}

/* These generations are for the STM32MP15 only, whose processor has id 0. */
static void check_id(uint32_t id, struct linux_board *board)
{
	if (id != 0)
		sfw_binding_note(
			board, SFW_LINUX_BINDING_MALFORMED,
			"the id is %u, but OP-TEE has processor 0: Linux prints \"tee_client_open_session failed, err: "
			"0xffff000a\", errno -22",
			id);
}

/* v21 and v22: <&backend id>.  Linux prints `line` if the property has another form. */
static void check_backend(const struct flat_tree *tree, int node, const char *property, const char *line,
			  struct linux_board *board)
{
	int size;
	const fdt32_t *cells = fdt_getprop(tree->fdt, node, property, &size);

	if (cells == NULL)
		return;
	const bool is_pair = size == 2 * (int)sizeof(*cells);
	const int backend = is_pair ? fdt_node_offset_by_phandle(tree->fdt, fdt32_ld(cells)) : -1;
	const int wanted = fdt_node_offset_by_compatible(tree->fdt, -1, TREE_TA_UUID);

	if (backend < 0) {
		sfw_binding_note(board, SFW_LINUX_BINDING_MALFORMED,
				 "%s has %d bytes or names no node, expected <&node id>: Linux prints \"%s\"", property,
				 size, line);
		return;
	}
	check_id(fdt32_ld(cells + 1), board);
	if (wanted < 0)
		sfw_binding_note(board, SFW_LINUX_BINDING_BACKEND,
				 "no node has the compatible of the TA: Linux prints \"Device node not found for "
				 "UUID: " TREE_TA_UUID "\", and waits for ever (-517)");
	else if (fdt_node_check_compatible(tree->fdt, backend, TREE_TA_UUID) != 0)
		sfw_binding_note(board, SFW_LINUX_BINDING_BACKEND,
				 "%s names another node than that of the TA: the probe ends with errno -22", property);
	else if (!is_enabled(tree, backend))
		sfw_binding_note(board, SFW_LINUX_BINDING_BACKEND,
				 "the node of the TA is disabled: Linux prints nothing, and waits for ever (-517)");
}

/* v20: the processor is a child of the TA's node. */
static void check_child(const struct flat_tree *tree, int node, struct linux_board *board)
{
	const int parent = fdt_parent_offset(tree->fdt, node);
	const char *name = parent < 0 ? "" : fdt_get_name(tree->fdt, parent, NULL);
	int size;
	const fdt32_t *reg = fdt_getprop(tree->fdt, node, "reg", &size);

	if (strstr(name, TREE_TA_UUID) == NULL)
		sfw_binding_note(board, SFW_LINUX_BINDING_BACKEND,
				 "the node isn't inside rproc-service-" TREE_TA_UUID
				 ": no driver takes it, and Linux prints nothing");
	if (reg != NULL && size >= (int)sizeof(*reg))
		check_id(fdt32_ld(reg), board);
}

static void check_proc_id(const struct flat_tree *tree, int node, struct linux_board *board)
{
	int size;
	const fdt32_t *id = fdt_getprop(tree->fdt, node, "st,proc-id", &size);

	if (id != NULL && size == (int)sizeof(*id))
		check_id(fdt32_ld(id), board);
}

void sfw_binding_read(const struct flat_tree *tree, int node, struct linux_board *board)
{
	const char *compatible = sfw_binding_compatible(tree, node);

	if (compatible == NULL)
		return;
	snprintf(board->compatible, sizeof(board->compatible), "%s", compatible);
	board->binding = binding_of(tree, node, compatible);
	check_properties(tree, node, board);
	if (board->binding == BINDING_NONE)
		check_hold_boot(tree, node, board);
	else if (board->binding == BINDING_V1_V19)
		check_proc_id(tree, node, board);
	else if (board->binding == BINDING_V20)
		check_child(tree, node, board);
	else if (board->binding == BINDING_V21)
		check_backend(tree, node, "rproc-tee-phandle", "failed to parse remoteproc-backend (-22)", board);
	else if (board->binding == BINDING_V22)
		check_backend(tree, node, "st,rproc-tee", "failed to parse st,rproc-tee", board);
}
