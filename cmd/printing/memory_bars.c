/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/memory_bars.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/terminal.h"
#include "printing/memory_pieces.h"

/* Characters of a bar: in a file, on a terminal at least and at most. */
#define WIDTH       48
#define WIDTH_LEAST 24
#define WIDTH_MOST  160

/* What is beside the bar: addresses, and a name. */
#define BESIDE 54

/* A character of a bar, and how many bytes of it are in use by what. */
struct cell {
	uint64_t copied, zeroed;
};

struct bar {
	struct cell cells[WIDTH_MOST];
	uint64_t size; /* of the region */
	unsigned width;
};

static unsigned bar_width(void)
{
	const int columns = terminal_columns();

	if (columns == 0)
		return WIDTH;
	if (columns < BESIDE + WIDTH_LEAST)
		return WIDTH_LEAST;
	return columns > BESIDE + WIDTH_MOST ? WIDTH_MOST : (unsigned)(columns - BESIDE);
}

/* The first byte of a cell, from the beginning of the region: the size times a fraction, without overflow. */
static uint64_t cell_begin(const struct bar *bar, uint64_t index)
{
	return bar->size / bar->width * index + bar->size % bar->width * index / bar->width;
}

static void add_piece(const struct piece *piece, void *context)
{
	struct bar *bar = context;
	const uint64_t piece_end = piece->begin + piece->size;

	for (unsigned i = 0; i < bar->width && piece->load != NULL; i++) {
		const uint64_t begin = cell_begin(bar, i), end = cell_begin(bar, i + 1);
		const uint64_t from = piece->begin > begin ? piece->begin : begin;
		const uint64_t to = piece_end < end ? piece_end : end;

		if (from < to && piece->kind == PIECE_ZERO)
			bar->cells[i].zeroed += to - from;
		else if (from < to)
			bar->cells[i].copied += to - from;
	}
}

static void print_plain_cell(const struct cell *cell)
{
	if (cell->copied > 0 && cell->zeroed > 0)
		putchar('*');
	else if (cell->copied > 0)
		putchar('#');
	else
		putchar(cell->zeroed > 0 ? '0' : '.');
}

/* As much of a block as is in use of the cell, an eighth at least. */
static void print_block(const struct cell *cell, uint64_t size)
{
	static const char *const eighths[] = {"\u258f", "\u258e", "\u258d", "\u258c",
					      "\u258b", "\u258a", "\u2589", "\u2588"};
	const uint64_t used = cell->copied + cell->zeroed;
	const uint64_t part = used >= size ? 8 : (used + size / 8) / (size / 8 + 1);

	fputs(used == 0 ? "\u00b7" : eighths[part == 0 ? 0 : part > 8 ? 7 : part - 1], stdout);
}

static enum meaning meaning_of(const struct cell *cell)
{
	if (cell->copied > 0)
		return MEANING_COPY;
	return cell->zeroed > 0 ? MEANING_ZERO : MEANING_SOFT;
}

static void print_cells(const struct bar *bar, bool has_blocks)
{
	for (unsigned i = 0; i < bar->width; i++) {
		const struct cell *cell = &bar->cells[i];

		if (i == 0 || meaning_of(cell) != meaning_of(cell - 1)) {
			if (i > 0)
				paint_end();
			paint(meaning_of(cell));
		}
		if (has_blocks)
			print_block(cell, cell_begin(bar, i + 1) - cell_begin(bar, i));
		else
			print_plain_cell(cell);
	}
	paint_end();
}

static void print_region(const struct node *report, const struct node *region, bool has_blocks)
{
	struct bar bar = {.size = node_number(region, "size"), .width = bar_width()};
	const char *name = node_child(region, "name")->data, *alias = region_alias(region);

	each_piece(report, region, add_piece, &bar);
	printf("  0x%08llx +0x%08llx |", node_number(region, "address"), node_number(region, "size"));
	print_cells(&bar, has_blocks);
	fputs("| ", stdout);
	print_escaped(stdout, name, strlen(name));
	if (alias != NULL) {
		fputs("  same memory as ", stdout);
		print_escaped(stdout, alias, strlen(alias));
	}
	putchar('\n');
}

void print_memory_bars(const struct node *report)
{
	const bool has_blocks = terminal_has_utf8();

	if (!has_memory(report))
		return;
	puts(has_blocks ? "\nMemory map (a block is as full as the memory)"
			: "\nMemory map (# copied, 0 zero-filled, * both, . free)");
	for (const struct node *region = node_child(report, "regions")->first_child; region != NULL;
	     region = region->next)
		print_region(report, region, has_blocks);
}
