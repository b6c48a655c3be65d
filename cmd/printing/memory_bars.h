/* SPDX-License-Identifier: BSD-2-Clause */
/* The memory of a device as lines of text: a bar for each region. */
#ifndef CMD_PRINTING_MEMORY_BARS_H
#define CMD_PRINTING_MEMORY_BARS_H

#include "printing/report_tree.h"

/* Prints it, if the report has regions: as wide as the terminal, in what characters and colors that has. */
void print_memory_bars(const struct node *report);

#endif
