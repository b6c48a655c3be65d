/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reports as a page of HTML: one file that needs no other one and no script.
 * Nothing that comes from a container can become markup in it.
 */
#ifndef CMD_PRINTING_HTML_H
#define CMD_PRINTING_HTML_H

#include "arguments/call.h"
#include "printing/report_tree.h"

/* Adds a report to the page; nothing is printed yet.  @exit_code: of the file */
void html_add(const struct call *call, const struct node *report, int exit_code);

/* Adds the drawing of its memory only, if it has one. */
void html_add_map(const struct node *report);

/* The page, with an index if there are several reports; or, in REPORT_SVG, the drawings.  For free(). */
char *html_page(int format, size_t *size);

#endif
