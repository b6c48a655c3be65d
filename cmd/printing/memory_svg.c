/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/memory_svg.h"

#include <inttypes.h>
#include <string.h>

#include "printing/markup.h"
#include "printing/memory_pieces.h"

/* Units of the drawing, which are pixels unless it is scaled. */
#define WIDTH       720
#define BAR_X       8
#define BAR_WIDTH   (WIDTH - 2 * BAR_X)
#define BAR_HEIGHT  20
#define TITLE       20 /* the line above a bar */
#define SCALE       18 /* the line below one */
#define LENS        14 /* from a bar to the one that shows a part of it */
#define GAP         16
#define LEGEND      24
#define LEAST_WIDTH 2.0

/* A part that takes less than this of a region is shown again, larger. */
#define LENS_RATIO 6

/* Indexed by enum piece_kind: the class, and what it is called. */
static const struct {
	const char *class, *what;
} kinds[] = {
	[PIECE_COPY] = {"copy", "copied"},
	[PIECE_ZERO] = {"zero", "zero-filled"},
	[PIECE_TABLE] = {"table", "resource table"},
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
				"--copy:#0b62c4;--zero:#8fb8e8;--table:#b35900;--lens:#8c959f}"
				"svg.map text{fill:var(--ink)}svg.map .soft{fill:var(--soft)}"
				"svg.map .bar{fill:var(--bar);stroke:var(--lens)}svg.map .copy{fill:var(--copy)}"
				"svg.map .zero{fill:var(--zero);stroke:var(--copy)}svg.map .table{fill:var(--table)}"
				"svg.map .lens{stroke:var(--lens);fill:none;stroke-dasharray:3 2}"
				"svg.map .name{font-weight:600}"
				"@media(prefers-color-scheme:dark){svg.map{--ink:#e6edf3;--soft:#9da7b3;--bar:#2b3139;"
				"--copy:#58a6ff;--zero:#1f4b7d;--table:#f0a050;--lens:#6e7681}}"
				"@media print{svg.map{--ink:#000;--soft:#444;--bar:#eee;--copy:#0b62c4;--zero:#8fb8e8;"
				"--table:#b35900;--lens:#777}}";

/* ---- the part that is used -------------------------------------------------- */

static void extend(const struct piece *piece, void *context)
{
	struct window *used = context;
	const uint64_t end = used->size == 0 ? piece->begin : used->begin + used->size;
	const uint64_t piece_end = piece->begin + piece->size;

	used->begin = used->size == 0 || piece->begin < used->begin ? piece->begin : used->begin;
	used->size = (piece_end > end ? piece_end : end) - used->begin;
}

/* The part that is to be shown larger; of size 0: none. */
static struct window lens_of(const struct node *report, const struct node *region)
{
	const uint64_t size = node_number(region, "size");
	struct window used = {0};

	each_piece(report, region, extend, &used);
	if (used.size > size / LENS_RATIO)
		used.size = 0;
	return used;
}

/* ---- drawing ----------------------------------------------------------------- */

static void write_size(FILE *out, uint64_t size)
{
	static const char *const units[] = {"bytes", "KiB", "MiB", "GiB"};
	size_t unit = 0;

	while (unit < 3 && size >= 1024 && size % 1024 == 0) {
		size /= 1024;
		unit++;
	}
	fprintf(out, "%" PRIu64 " %s", size, units[unit]);
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
	fprintf(out, ", %s", kinds[piece->kind].what);
	if (piece->load != NULL)
		fprintf(out, ": image %llu, segment %llu", node_number(piece->load, "image"),
			node_number(piece->load, "segment"));
	fputs("</title>", out);
}

static void draw_piece(const struct piece *piece, void *context)
{
	const struct bar *bar = context;
	const double x = x_of(bar, piece->begin), wide = x_of(bar, piece->begin + piece->size) - x;
	const bool is_table = piece->kind == PIECE_TABLE;

	/* the table lies in a segment: it is a line in it */
	fprintf(bar->drawing->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\">",
		kinds[piece->kind].class, x, bar->drawing->y + (is_table ? BAR_HEIGHT - 6 : 0),
		wide < LEAST_WIDTH ? LEAST_WIDTH : wide, is_table ? 6 : BAR_HEIGHT);
	write_tooltip(bar, piece);
	fputs("</rect>\n", bar->drawing->out);
}

/* The bar, with its first and last address below it. */
static void draw_bar(struct drawing *drawing, const struct node *region, struct window window)
{
	const uint64_t first = node_number(region, "address") + window.begin;
	struct bar bar = {drawing, region, window};

	fprintf(drawing->out, "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", BAR_X, drawing->y,
		BAR_WIDTH, BAR_HEIGHT);
	each_piece(drawing->report, region, draw_piece, &bar);
	drawing->y += BAR_HEIGHT + SCALE;
	fprintf(drawing->out,
		"<text class=\"soft\" x=\"%d\" y=\"%d\">0x%08" PRIx64 "</text>"
		"<text class=\"soft\" x=\"%d\" y=\"%d\" text-anchor=\"end\">0x%08" PRIx64 "</text>\n",
		BAR_X, drawing->y - 5, first, BAR_X + BAR_WIDTH, drawing->y - 5, first + window.size - 1);
}

/* From a part of the bar above to the bar below. */
static void draw_lens(struct drawing *drawing, const struct node *region, struct window part)
{
	const struct bar whole = {drawing, region, {0, node_number(region, "size")}};
	const int top = drawing->y - SCALE;

	fprintf(drawing->out, "<path class=\"lens\" d=\"M%.1f %d L%d %d M%.1f %d L%d %d\"/>\n",
		x_of(&whole, part.begin), top, BAR_X, drawing->y + LENS, x_of(&whole, part.begin + part.size), top,
		BAR_X + BAR_WIDTH, drawing->y + LENS);
	drawing->y += LENS;
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
	const struct window lens = lens_of(drawing->report, region);

	draw_title(drawing, region);
	draw_bar(drawing, region, (struct window){0, node_number(region, "size")});
	if (lens.size > 0) {
		draw_lens(drawing, region, lens);
		draw_bar(drawing, region, lens);
	}
	drawing->y += GAP;
}

static int height_of(const struct node *report)
{
	int height = LEGEND;

	for (const struct node *region = node_child(report, "regions")->first_child; region != NULL;
	     region = region->next)
		height += TITLE + BAR_HEIGHT + SCALE + GAP +
			  (lens_of(report, region).size > 0 ? LENS + BAR_HEIGHT + SCALE : 0);
	return height;
}

static void draw_legend(struct drawing *drawing)
{
	static const struct {
		const char *class, *what;
		int x;
	} keys[] = {{"copy", "copied", 8},
		    {"zero", "zero-filled", 98},
		    {"table", "resource table", 218},
		    {"bar", "free", 358}};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		fprintf(drawing->out,
			"<rect class=\"%s\" x=\"%d\" y=\"4\" width=\"14\" height=\"12\"/>"
			"<text x=\"%d\" y=\"15\">%s</text>\n",
			keys[i].class, keys[i].x, keys[i].x + 20, keys[i].what);
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
