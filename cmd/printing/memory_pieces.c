/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/memory_pieces.h"

#include <string.h>

bool has_memory(const struct node *report)
{
	const struct node *regions = node_child(report, "regions");

	return regions != NULL && regions->first_child != NULL;
}

const char *region_alias(const struct node *region)
{
	const struct node *alias = node_child(region, "alias_of");

	return alias == NULL || alias->kind == NODE_NULL ? NULL : alias->data;
}

/* The name that all regions have in common which are the same memory. */
static const char *memory_of(const struct node *region)
{
	const char *alias = region_alias(region);

	return alias == NULL ? node_child(region, "name")->data : alias;
}

/* Whether the regions are the same memory from the first byte to the last. */
static bool is_same_memory(const struct node *one, const struct node *other)
{
	if (one == other)
		return true;
	return (region_alias(one) != NULL || region_alias(other) != NULL) &&
	       strcmp(memory_of(one), memory_of(other)) == 0 && node_number(one, "size") == node_number(other, "size");
}

/* Whether a range of physical addresses begins in the region; fills in where. */
static bool is_in(const struct node *region, uint64_t address, uint64_t size, struct piece *out)
{
	const uint64_t base = node_number(region, "physical_address"), capacity = node_number(region, "size");

	if (size == 0 || address < base || address - base >= capacity)
		return false;
	out->begin = address - base;
	out->size = size < capacity - out->begin ? size : capacity - out->begin;
	return true;
}

/* The same, under whatever addresses the region has. */
static bool is_in_memory(const struct node *report, const struct node *region, const struct node *range,
			 const char *address, struct piece *out)
{
	const struct node *other = node_child(report, "regions")->first_child;

	while (other != NULL && !(is_same_memory(region, other) &&
				  is_in(other, node_number(range, address), node_number(range, "size"), out)))
		other = other->next;
	return other != NULL;
}

static struct piece piece_of_load(const struct node *load)
{
	const bool is_zero = strcmp(node_child(load, "kind")->data, "zero") == 0;

	return (struct piece){.kind = is_zero ? PIECE_ZERO : PIECE_COPY, .load = load};
}

/* The kind of what Linux uses, by its name; PIECE_KINDS of the table itself, which is there without Linux. */
static enum piece_kind kind_of(const char *what)
{
	static const struct {
		const char *name;
		enum piece_kind kind;
	} kinds[] = {{"vring 0", PIECE_VRING},
		     {"vring 1", PIECE_VRING},
		     {"buffers", PIECE_BUFFERS},
		     {"trace buffer", PIECE_TRACE},
		     {"carveout", PIECE_CARVEOUT}};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, what) == 0)
			return kinds[i].kind;
	return PIECE_KINDS;
}

/* What the table has Linux use, as far as it is known where. */
static void each_use(const struct node *report, const struct node *region, const struct node *table,
		     void (*each)(const struct piece *piece, void *context), void *context)
{
	const struct node *uses = node_child(table, "uses");

	for (const struct node *use = uses == NULL ? NULL : uses->first_child; use != NULL; use = use->next) {
		const char *what = node_child(use, "what")->data;
		struct piece piece = {.kind = kind_of(what), .what = what};

		if (piece.kind != PIECE_KINDS && node_child(use, "address")->kind != NODE_NULL &&
		    is_in_memory(report, region, use, "address", &piece))
			each(&piece, context);
	}
}

void each_piece(const struct node *report, const struct node *region,
		void (*each)(const struct piece *piece, void *context), void *context)
{
	const struct node *loads = node_child(report, "loads"), *table = node_child(report, "resource_table");

	for (const struct node *load = loads == NULL ? NULL : loads->first_child; load != NULL; load = load->next) {
		struct piece piece = piece_of_load(load);

		if (is_in_memory(report, region, load, "physical_address", &piece))
			each(&piece, context);
	}
	struct piece piece = {.kind = PIECE_TABLE, .what = "resource table"};

	if (table == NULL || table->kind != NODE_OBJECT)
		return;
	if (is_in_memory(report, region, table, "address", &piece))
		each(&piece, context);
	each_use(report, region, table, each, context);
}
