/* SPDX-License-Identifier: BSD-2-Clause */
/* What is built in: reports that list devices and boards. */
#ifndef CMD_PRINTING_CATALOGUE_H
#define CMD_PRINTING_CATALOGUE_H

#include "printing/report_tree.h"

/* For tree_free(). */
struct node *devices_report(void);
struct node *boards_report(void);

/* Prints either as text, a line for each; for print_report(), without a context. */
void catalogue_text(const struct node *report, const void *context);

#endif
