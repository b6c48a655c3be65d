/* SPDX-License-Identifier: BSD-2-Clause */
/* device-tree: the memory of firmware as OP-TEE's and Linux's device trees describe it. */
#include <stdio.h>
#include <stdlib.h>

#include "arguments/call.h"
#include "base/out_of_memory.h"
#include "commands.h"
#include "generating/tree_source.h"
#include "printing/report.h"
#include "signfw/device.h"

struct request {
	char *board, *container;
	int side, binding;
	bool is_fragment;
};

static const struct choice sides[] = {{"optee", SIDE_OPTEE}, {"linux", SIDE_LINUX}, {0}};
static const struct choice bindings[] = {{"v22", TREE_V22}, {"std", TREE_STD}, {0}};

static const struct option_row memory_rows[] = {
	{"board", 0, "NAME", OPTION_NAME, offsetof(struct request, board), .names = signfw_board_name,
	 .help = "the memory of a built-in board; 'check\t--list-boards'"},
	{"for", 0, "CONTAINER", OPTION_TEXT, offsetof(struct request, container), .file = FILE_READ,
	 .help = "memory that this container fits in, with its rings, buffers and resource table"},
	{0},
};

static const struct option_row tree_rows[] = {
	{"side", 0, NULL, OPTION_CHOICE, offsetof(struct request, side), .choices = sides,
	 .required = "no --side was given: optee or linux", .help = "whose tree"},
	{"binding", 0, NULL, OPTION_CHOICE, offsetof(struct request, binding), .choices = bindings,
	 .help = "of upstream, or of ST's trees; what suits the board or the container if not given"},
	{"include", 0, NULL, OPTION_FLAG, offsetof(struct request, is_fragment),
	 .help = "only the fragment that a board's tree includes behind that of its SoC; otherwise the tree is "
		 "complete"},
	{0},
};

static const struct option_group groups[] = {
	{"Memory", memory_rows, .offset = 0}, {"Tree", tree_rows, .offset = 0}, {0}};

static bool check_request(const struct request *request, struct call *call)
{
	if ((request->board == NULL) == (request->container == NULL))
		return call_misused(call, "either --board or --for has to be given");
	return true;
}

static bool make_plan(const struct request *request, struct memory_plan *plan, struct call *call)
{
	struct file file;

	plan->binding = (enum tree_binding)request->binding;
	if (request->board != NULL)
		return plan_for_board(plan, request->board, call);
	if (!file_read(request->container, call->max_size, &file))
		return call_ends(call, EXIT_UNABLE);
	const bool done = plan_for_container(plan, request->container, &file, call);

	file_free(&file);
	return done;
}

static void print_source(const struct node *report, const void *context)
{
	(void)context;
	fputs(node_child(report, "source")->data, stdout);
}

static void add_plan_regions(struct node *report, const struct memory_plan *plan, enum tree_side side)
{
	struct node *list = add_list(report, "regions");

	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_region *region = &plan->regions[i];

		if (!(side == SIDE_OPTEE ? region->for_optee : region->for_linux))
			continue;
		struct node *entry = add_object(list, NULL);

		add_text(entry, "name", region->name);
		add_code(entry, "physical_address", region->pa);
		add_size(entry, "size", region->size);
		add_boolean(entry, "shared", region->is_shared || side == SIDE_LINUX);
	}
}

static bool print_tree(const struct request *request, const struct memory_plan *plan, struct call *call)
{
	struct node *report = report_new("device-tree", request->container, NULL, NULL);
	const enum tree_side side = (enum tree_side)request->side;
	char *text = NULL;
	size_t size = 0;
	FILE *stream = memory_or_exit(open_memstream(&text, &size));

	write_tree_source(stream, plan, side, request->is_fragment);
	if (fclose(stream) != 0)
		out_of_memory();
	add_text(report, "side", sides[side - 1].word);
	add_text(report, "binding", bindings[plan->binding - 1].word);
	add_text(report, "processor", plan->processor->label);
	add_plan_regions(report, plan, side);
	add_text(report, "source", text);
	free(text);
	return print_report(call, report, print_source, NULL, EXIT_DONE);
}

static bool device_tree(void *context, struct call *call)
{
	const struct request *request = context;
	struct memory_plan plan = {0};

	if (!check_request(request, call) || !make_plan(request, &plan, call))
		return false;
	if (plan.binding == TREE_V22 && !plan.processor->is_upstream)
		return call_misused(call, "--binding v22 is for an STM32MP15: upstream knows no other");
	return print_tree(request, &plan, call);
}

const struct command cmd_device_tree = {
	.name = "device-tree",
	.summary = "Write OP-TEE's or Linux's device tree for firmware's memory",
	.synopsis = "[OPTIONS]",
	.notes = "What it prints is complete, so that dtc and check take it; with --include, it is for the "
		 "tree of a board.",
	.examples = {"device-tree --board stm32mp157-dk --side optee",
		     "device-tree --for a.sign --side linux --include"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = device_tree,
};
