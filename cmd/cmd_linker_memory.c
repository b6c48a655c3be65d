/* SPDX-License-Identifier: BSD-2-Clause */
/* linker-memory: the memory of a board for the linker of its firmware. */
#include <stdio.h>
#include <string.h>

#include "arguments/call.h"
#include "commands.h"
#include "containers/target.h"
#include "printing/regions.h"
#include "printing/report.h"
#include "signfw/device.h"

struct request {
	char *board;
};

static const struct option_row options[] = {
	{"board", 0, "NAME", OPTION_NAME, offsetof(struct request, board), .names = signfw_board_name,
	 .required = "no --board was given; 'check --list-boards' lists them",
	 .help = "a built-in board; 'check\t--list-boards'"},
	{0},
};

static const struct option_group groups[] = {{"Memory", options, .offset = 0}, {0}};

/* The same memory under a lower address is the one that firmware is linked to; of `index`, or itself. */
static size_t lowest_alias(const signfw_memory *memory, size_t index)
{
	struct signfw_region region, other;
	size_t lowest = index;

	for (size_t i = 0; signfw_memory_region(memory, i, &other) == SIGNFW_OK; i++)
		if (signfw_memory_overlap(memory, i, index) &&
		    signfw_memory_region(memory, lowest, &region) == SIGNFW_OK &&
		    other.device_address < region.device_address)
			lowest = i;
	return lowest;
}

static const char *reach_text(enum signfw_reach reach)
{
	switch (reach) {
	case SIGNFW_REACH_YES:
		return "Linux can use it";
	case SIGNFW_REACH_NO:
		return "not Linux's";
	case SIGNFW_REACH_READ:
		return "Linux can read it";
	case SIGNFW_REACH_UNKNOWN:
		break;
	}
	return NULL;
}

static void print_region(const signfw_memory *memory, size_t index)
{
	struct signfw_region region, other = {0};
	const size_t alias = lowest_alias(memory, index);

	if (signfw_memory_region(memory, index, &region) != SIGNFW_OK ||
	    signfw_memory_region(memory, alias, &other) != SIGNFW_OK)
		return; /* not reached */
	/* rings and buffers are data */
	const char *attributes = strncmp(region.name, "vdev", 4) == 0 ? "(rw)" : "(rwx)";
	const char *reach = reach_text(region.linux_reach);

	printf("\t%s%-16s %-5s : ORIGIN = 0x%08llx, LENGTH = 0x%08llx", alias == index ? "" : "/* ", region.name,
	       attributes, (unsigned long long)region.device_address, (unsigned long long)region.size);
	if (alias != index)
		printf(": the memory of %s */", other.name);
	else if (reach != NULL)
		printf(" /* %s */", reach);
	putchar('\n');
}

static void print_memory(const struct node *report, const void *context)
{
	const signfw_memory *memory = context;
	const struct node *board = node_child(report, "board");

	printf("/* %s: %s */\nMEMORY\n{\n", node_child(board, "name")->data, node_child(board, "description")->data);
	for (size_t i = 0; i < signfw_memory_region_count(memory); i++)
		print_region(memory, i);
	puts("}");
}

static bool linker_memory(void *context, struct call *call)
{
	const struct request *request = context;
	signfw_memory *memory = NULL;
	const char *description;

	if (!target_open_board(request->board, call, &memory))
		return false;
	struct node *report = tree_new();
	add_text(report, "schema", "signfw.linker-memory/1");
	struct node *board = add_object(report, "board");

	add_text(board, "name", signfw_memory_board(memory, &description));
	add_text(board, "description", description);
	add_regions(report, memory);
	const bool done = print_report(call, report, print_memory, memory, EXIT_DONE);

	signfw_memory_free(memory);
	return done;
}

const struct command cmd_linker_memory = {
	.name = "linker-memory",
	.summary = "Write the MEMORY command of a GNU linker script for a board",
	.synopsis = "--board NAME",
	.notes = "Addresses are those of the remote processor.",
	.examples = {"linker-memory --board stm32mp157-dk", "linker-memory --board stm32mp257-ev1 >memory.ld"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = linker_memory,
};
