/* SPDX-License-Identifier: BSD-2-Clause */
/* Values of a report in HTML: alone, and in tables. */
#ifndef CMD_PRINTING_HTML_TABLE_H
#define CMD_PRINTING_HTML_TABLE_H

#include <stdio.h>

#include "printing/report_tree.h"

/* Writes a value, objects and lists as text in a row; a dash if it is null or NULL. */
void write_html_value(FILE *out, const struct node *value);

/* A column of a table.  An array of them ends with a NULL title. */
struct html_column {
	const char *title;
	const char *name; /* of the values in it; NULL: the index of the row */
};

/* Writes a table with a row for each object of the list. */
void write_html_table(FILE *out, const char *caption, const struct html_column *columns, const struct node *list);

/*
 * The same of an object, with a row for each value in it.
 * @skip: names of those to leave out, up to a NULL; or NULL
 */
void write_html_object(FILE *out, const char *caption, const struct node *object, const char *const *skip);

#endif
