/* SPDX-License-Identifier: BSD-2-Clause */
/* Values of a report as text, on standard output: alone, and in tables. */
#ifndef CMD_PRINTING_TEXT_H
#define CMD_PRINTING_TEXT_H

#include "printing/report_tree.h"

/* Each prints a value that isn't an object or a list, "-" if it is null or NULL, and returns the number of characters. */
int print_value(const struct node *value); /* sizes are decimal */
int print_hex8(const struct node *value);  /* numbers are hexadecimal, with 8 digits at least */

/* A column of a table.  An array of them ends with a NULL title. */
struct column {
	const char *title;
	const char *name; /* of the values in it; NULL: the index of the row */
	int width;        /* negative: values begin at the left, as of printf() */
	int (*print)(const struct node *value);
};

/* Each prints a line, of the titles or of the values in an object. */
void print_titles(const struct column *columns);
void print_row(const struct column *columns, const struct node *object, size_t index);

/* The titles, and a row for each object in the list. */
void print_table(const struct column *columns, const struct node *list);

/* Bytes in lines of 32. */
void print_hex_lines(const struct node *bytes);

/* The findings of a report, a line for each, under a title. */
void print_findings(const struct node *findings);

#endif
