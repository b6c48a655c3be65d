/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/memory_svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"
#include "base/size_text.h"
#include "printing/markup.h"
#include "printing/memory_pieces.h"

/* Units of the drawing, which are pixels unless it is scaled. */
#define WIDTH       720
#define BAR_X       8
#define BAR_WIDTH   (WIDTH - 2 * BAR_X)
#define BAR_HEIGHT  20
#define LANE        10 /* below a bar: what is used of the same memory */
#define TITLE       20 /* the line above a bar */
#define MARK        4
#define SCALE       (MARK + 18) /* the marks and the line below one */
#define LENS        14          /* from a bar to the one that shows a part of it */
#define GAP         16
#define LEGEND_ROW  22
#define LEGEND      (2 * LEGEND_ROW + 4)
#define LEAST_WIDTH 2.0

/* A part that takes less than this of a region is shown again, larger. */
#define LENS_RATIO 6

/* Indexed by enum piece_kind: the class, what it is called, and where that is in the legend. */
static const struct {
	const char *class, *what;
	int x, row;
} kinds[PIECE_KINDS] = {
	[PIECE_COPY] = {"copy", "copied", 8, 0},
	[PIECE_ZERO] = {"zero", "zero-filled", 98, 0},
	[PIECE_TABLE] = {"table", "resource table", 8, 1},
	[PIECE_TRACE] = {"trace", "trace buffer", 148, 1},
	[PIECE_VRING] = {"vring", "vring", 278, 1},
	[PIECE_BUFFERS] = {"buffers", "buffers", 358, 1},
	[PIECE_CARVEOUT] = {"carveout", "carveout", 448, 1},
};

/* A region, and the part of it that is drawn. */
struct window {
	uint64_t begin, size;
};

struct drawing {
	FILE *out;
	const struct node *report;
	int y;
};

const char memory_svg_style[] = "svg.map{font:13px system-ui,sans-serif;--ink:#1b1f24;--soft:#57606a;--bar:#e6eaef;"
				"--copy:#0b62c4;--zero:#8fb8e8;--table:#b35900;--lens:#8c959f;"
				"--trace:#1a7f37;--vring:#8250df;--buffers:#bf3989;--carveout:#57606a}"
				"svg.map text{fill:var(--ink)}svg.map .soft{fill:var(--soft)}"
				"svg.map .bar{fill:var(--bar);stroke:var(--lens)}svg.map .copy{fill:var(--copy)}"
				"svg.map .zero{fill:var(--zero);stroke:var(--copy)}svg.map .table{fill:var(--table)}"
				"svg.map .trace{fill:var(--trace)}svg.map .vring{fill:var(--vring)}"
				"svg.map .buffers{fill:var(--buffers)}svg.map .carveout{fill:var(--carveout)}"
				"svg.map .mark{stroke:var(--soft);fill:none}"
				"svg.map .lens{stroke:var(--lens);fill:none;stroke-dasharray:3 2}"
				"svg.map .name{font-weight:600}"
				"@media(prefers-color-scheme:dark){svg.map{--ink:#e6edf3;--soft:#9da7b3;--bar:#2b3139;"
				"--copy:#58a6ff;--zero:#1f4b7d;--table:#f0a050;--lens:#6e7681;"
				"--trace:#3fb950;--vring:#bc8cff;--buffers:#f778ba;--carveout:#9da7b3}}"
				"@media print{svg.map{--ink:#000;--soft:#444;--bar:#eee;--copy:#0b62c4;--zero:#8fb8e8;"
				"--table:#b35900;--lens:#777;--trace:#1a7f37;--vring:#8250df;"
				"--buffers:#bf3989;--carveout:#57606a}}";

/* ---- parts that are shown larger ------------------------------------------------ */

/* At least so many marks are below a bar. */
#define MARKS 4

/* What is from one mark to the next, a power of two. */
static uint64_t step_of(uint64_t size)
{
	uint64_t step = 1;

	while (step <= size / MARKS / 2)
		step *= 2;
	return step;
}

#define LENSES_MAX 4

/* The parts of a region. */
struct lenses {
	struct window list[LENSES_MAX];
	size_t count;
};

/* All pieces of a region, and while they are counted, none. */
struct parts {
	struct window *list; /* owned */
	size_t count;
};

static void collect(const struct piece *piece, void *context)
{
	struct parts *parts = context;

	if (parts->list != NULL)
		parts->list[parts->count] = (struct window){piece->begin, piece->size};
	parts->count++;
}

static int compare_windows(const void *one, const void *other)
{
	const struct window *a = one, *b = other;

	return (a->begin > b->begin) - (a->begin < b->begin);
}

/* In the order of their addresses. */
static struct parts parts_of(const struct node *report, const struct node *region)
{
	struct parts parts = {0};

	each_piece(report, region, collect, &parts);
	if (parts.count == 0)
		return parts;
	parts.list = memory_or_exit(calloc(parts.count, sizeof(*parts.list)));
	parts.count = 0;
	each_piece(report, region, collect, &parts);
	qsort(parts.list, parts.count, sizeof(*parts.list), compare_windows);
	return parts;
}

/* Adds a part that is small in its region, from mark to mark, so that there is something around it. */
static void add_lens(struct lenses *lenses, struct window part, uint64_t size)
{
	const uint64_t step = step_of(part.size);
	const uint64_t end = (part.begin + part.size + step - 1) / step * step;

	part.begin = part.begin / step * step;
	part.size = (end < size ? end : size) - part.begin;
	if (part.size <= size / LENS_RATIO && lenses->count < LENSES_MAX)
		lenses->list[lenses->count++] = part;
}

/* Parts with much between them; of memory that was shown under another address, none. */
static struct lenses lenses_of(const struct node *report, const struct node *region)
{
	const uint64_t size = node_number(region, "size");
	struct lenses lenses = {0};

	if (region_alias(region) != NULL)
		return lenses;
	const struct parts parts = parts_of(report, region);

	for (size_t i = 0; i < parts.count;) {
		struct window part = parts.list[i];

		for (i++; i < parts.count && parts.list[i].begin <= part.begin + part.size + size / LENS_RATIO; i++) {
			const uint64_t end = parts.list[i].begin + parts.list[i].size;

			if (end > part.begin + part.size)
				part.size = end - part.begin;
		}
		add_lens(&lenses, part, size);
	}
	free(parts.list);
	return lenses;
}

/* ---- drawing ----------------------------------------------------------------- */

static void write_size(FILE *out, uint64_t size)
{
	fputs(size_text(size).text, out);
}

/* A bar with what is in a part of a region. */
struct bar {
	const struct drawing *drawing;
	const struct node *region;
	struct window window;
};

static double x_of(const struct bar *bar, uint64_t offset)
{
	return BAR_X + (double)(offset - bar->window.begin) / (double)bar->window.size * BAR_WIDTH;
}

static void write_tooltip(const struct bar *bar, const struct piece *piece)
{
	FILE *out = bar->drawing->out;

	fprintf(out, "<title>0x%08llx, ", node_number(bar->region, "address") + piece->begin);
	write_size(out, piece->size);
	fprintf(out, ", %s", piece->load == NULL ? piece->what : kinds[piece->kind].what);
	if (piece->load != NULL)
		fprintf(out, ": image %llu, segment %llu", node_number(piece->load, "image"),
			node_number(piece->load, "segment"));
	fputs("</title>", out);
}

static bool is_within(const struct piece *piece, const struct window *window)
{
	return piece->begin < window->begin + window->size && window->begin < piece->begin + piece->size;
}

static void draw_piece(const struct piece *piece, void *context)
{
	const struct bar *bar = context;
	const struct window *window = &bar->window;
	const uint64_t window_end = window->begin + window->size, piece_end = piece->begin + piece->size;

	if (!is_within(piece, window))
		return;
	const double x = x_of(bar, piece->begin > window->begin ? piece->begin : window->begin);
	const double wide = x_of(bar, piece_end < window_end ? piece_end : window_end) - x;
	const bool is_used = piece->load == NULL;

	fprintf(bar->drawing->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\">",
		kinds[piece->kind].class, x, bar->drawing->y + (is_used ? BAR_HEIGHT + 2 : 0),
		wide < LEAST_WIDTH ? LEAST_WIDTH : wide, is_used ? LANE - 2 : BAR_HEIGHT);
	write_tooltip(bar, piece);
	fputs("</rect>\n", bar->drawing->out);
}

/* Marks at the multiples of a power of two, which is returned. */
static uint64_t draw_marks(const struct bar *bar, int top)
{
	const struct window *window = &bar->window;
	const uint64_t step = step_of(window->size);
	const uint64_t first = node_number(bar->region, "address") + window->begin;
	uint64_t offset = (step - first % step) % step;

	fputs("<path class=\"mark\" d=\"", bar->drawing->out);
	for (; offset <= window->size; offset += step) {
		fprintf(bar->drawing->out, "M%.1f %dv%d", x_of(bar, window->begin + offset), top, MARK);
		/* a region may end where 64 bits do */
		if (window->size - offset < step)
			break;
	}
	fputs("\"/>\n", bar->drawing->out);
	return step;
}

/* What is below a bar: its first and last address, and how much a mark is. */
static void draw_scale(const struct bar *bar)
{
	const uint64_t first = node_number(bar->region, "address") + bar->window.begin;
	const uint64_t whole = node_number(bar->region, "size");
	const int y = bar->drawing->y + SCALE - 5;
	FILE *out = bar->drawing->out;
	const uint64_t step = draw_marks(bar, bar->drawing->y);

	fprintf(out,
		"<text class=\"soft\" x=\"%d\" y=\"%d\">0x%08" PRIx64 "</text>"
		"<text class=\"soft\" x=\"%d\" y=\"%d\" text-anchor=\"end\">0x%08" PRIx64 "</text>"
		"<text class=\"soft\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
		BAR_X, y, first, BAR_X + BAR_WIDTH, y, first + bar->window.size - 1, WIDTH / 2, y);
	if (bar->window.size < whole)
		fprintf(out, "enlarged %" PRIu64 " times; ", whole / bar->window.size);
	fputs("a mark each ", out);
	write_size(out, step);
	fputs("</text>\n", out);
}

/* Whether something is used in a part of a region. */
struct usage {
	struct window part;
	bool used;
};

static void note_use(const struct piece *piece, void *context)
{
	struct usage *usage = context;

	usage->used = usage->used || (piece->load == NULL && is_within(piece, &usage->part));
}

/* From the top of a bar to that of what is below it. */
static int bar_height(const struct node *report, const struct node *region, struct window part)
{
	struct usage usage = {part, false};

	each_piece(report, region, note_use, &usage);
	return BAR_HEIGHT + (usage.used ? LANE : 0);
}

static void draw_bar(struct drawing *drawing, const struct node *region, struct window window)
{
	struct bar bar = {drawing, region, window};

	fprintf(drawing->out, "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", BAR_X, drawing->y,
		BAR_WIDTH, BAR_HEIGHT);
	each_piece(drawing->report, region, draw_piece, &bar);
	drawing->y += bar_height(drawing->report, region, window);
	draw_scale(&bar);
	drawing->y += SCALE;
}

/* From a part of the region's bar, which ends above `top`, to the bar below. */
static void draw_lens(struct drawing *drawing, const struct node *region, struct window part, int top)
{
	const struct bar whole = {drawing, region, {0, node_number(region, "size")}};

	fprintf(drawing->out, "<path class=\"lens\" d=\"M%.1f %d L%d %d M%.1f %d L%d %d\"/>\n",
		x_of(&whole, part.begin), top, BAR_X, top + LENS, x_of(&whole, part.begin + part.size), top,
		BAR_X + BAR_WIDTH, top + LENS);
}

static void draw_title(struct drawing *drawing, const struct node *region)
{
	const char *alias = region_alias(region);

	drawing->y += TITLE;
	fprintf(drawing->out, "<text x=\"%d\" y=\"%d\"><tspan class=\"name\">", BAR_X, drawing->y - 6);
	write_markup_text(drawing->out, node_child(region, "name")->data);
	fputs("</tspan> <tspan class=\"soft\">", drawing->out);
	write_size(drawing->out, node_number(region, "size"));
	if (alias != NULL) {
		fputs(", the same memory as ", drawing->out);
		write_markup_text(drawing->out, alias);
	}
	fputs("</tspan></text>\n", drawing->out);
}

static void draw_region(struct drawing *drawing, const struct node *region)
{
	const struct lenses lenses = lenses_of(drawing->report, region);

	draw_title(drawing, region);
	draw_bar(drawing, region, (struct window){0, node_number(region, "size")});
	for (size_t i = 0; i < lenses.count; i++) {
		/* from the second on, there are bars between */
		if (i == 0)
			draw_lens(drawing, region, lenses.list[i], drawing->y);
		drawing->y += LENS;
		draw_bar(drawing, region, lenses.list[i]);
	}
	drawing->y += GAP;
}

static int region_height(const struct node *report, const struct node *region)
{
	const struct lenses lenses = lenses_of(report, region);
	const struct window whole = {0, node_number(region, "size")};
	int height = TITLE + bar_height(report, region, whole) + SCALE + GAP;

	for (size_t i = 0; i < lenses.count; i++)
		height += LENS + bar_height(report, region, lenses.list[i]) + SCALE;
	return height;
}

static int height_of(const struct node *report)
{
	int height = LEGEND;

	for (const struct node *region = node_child(report, "regions")->first_child; region != NULL;
	     region = region->next)
		height += region_height(report, region);
	return height;
}

static void draw_key(const struct drawing *drawing, const char *class, const char *what, int x, int row)
{
	const int y = row * LEGEND_ROW;

	fprintf(drawing->out,
		"<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"14\" height=\"12\"/>"
		"<text x=\"%d\" y=\"%d\">%s</text>\n",
		class, x, y + 4, x + 20, y + 15, what);
}

/* What is written, and below what is used. */
static void draw_legend(struct drawing *drawing)
{
	for (size_t i = 0; i < PIECE_KINDS; i++)
		draw_key(drawing, kinds[i].class, kinds[i].what, kinds[i].x, kinds[i].row);
	draw_key(drawing, "bar", "free", 218, 0);
	drawing->y = LEGEND;
}

void write_memory_svg(FILE *out, const struct node *report, bool is_file)
{
	const int height = height_of(report);
	struct drawing drawing = {.out = out, .report = report};

	fprintf(out, "<svg class=\"map\"%s viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
		is_file ? " xmlns=\"http://www.w3.org/2000/svg\"" : "", WIDTH, height, WIDTH, height);
	fputs("<title>Memory map of ", out);
	write_markup_text(out, node_child(report, "file")->data);
	fputs("</title>\n", out);
	if (is_file)
		fprintf(out, "<style>%s</style>\n", memory_svg_style);
	draw_legend(&drawing);
	for (const struct node *region = node_child(report, "regions")->first_child; region != NULL;
	     region = region->next)
		draw_region(&drawing, region);
	fputs("</svg>\n", out);
}
