/* SPDX-License-Identifier: BSD-2-Clause */
/* A report as JSON, on standard output. */
#ifndef CMD_PRINTING_JSON_H
#define CMD_PRINTING_JSON_H

#include "printing/report_tree.h"

/* Ends the program if there is no memory.  @is_line: as one line, not for people */
void print_json(const struct node *report, bool is_line);

#endif
