/* SPDX-License-Identifier: BSD-2-Clause */
/* The memory of a device as a drawing: where each byte of the firmware goes. */
#ifndef CMD_PRINTING_MEMORY_SVG_H
#define CMD_PRINTING_MEMORY_SVG_H

#include <stdbool.h>
#include <stdio.h>

#include "printing/report_tree.h"

/* The style of the drawing; in a page it is in the head. */
extern const char memory_svg_style[];

/*
 * Writes an element <svg> for a report that has regions: a bar for each region, to its own scale, and below it
 * a second one for the part of it that is used, if that is small.
 *
 * @is_file: the drawing is a file of its own, with its style
 */
void write_memory_svg(FILE *out, const struct node *report, bool is_file);

#endif
