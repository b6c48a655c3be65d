/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/catalogue.h"

#include <stdio.h>

#include "printing/regions.h"
#include "signfw/device.h"
#include "signfw/pas_device.h"

/* Adds what `name_of` has for 0, 1, ... up to NULL. */
static void add_names(struct node *list, const char *(*name_of)(size_t index, const char **description))
{
	const char *text, *description;

	for (size_t i = 0; (text = name_of(i, &description)) != NULL; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "name", text);
		add_text(entry, "description", description);
	}
}

static void add_memory(struct node *board)
{
	signfw_memory *memory = NULL;

	if (signfw_memory_from_board(&memory, node_child(board, "name")->data, NULL) != SIGNFW_OK)
		return; /* not reached */
	add_regions(board, memory);
	signfw_memory_free(memory);
}

struct node *devices_report(void)
{
	struct node *report = tree_new();

	add_text(report, "schema", "signfw.devices/1");
	struct node *list = add_list(report, "devices");

	add_names(list, signfw_device_name);
	add_names(list, signfw_pas_device_name);
	return report;
}

struct node *boards_report(void)
{
	struct node *report = tree_new();

	add_text(report, "schema", "signfw.boards/1");
	struct node *list = add_list(report, "boards");

	add_names(list, signfw_board_name);

	for (struct node *board = list->first_child; board != NULL; board = board->next)
		add_memory(board);
	return report;
}

void catalogue_text(const struct node *report, const void *context)
{
	const struct node *list = report->last_child;

	(void)context;
	for (const struct node *entry = list->first_child; entry != NULL; entry = entry->next)
		printf("%-22s %s\n", node_child(entry, "name")->data, node_child(entry, "description")->data);
}
