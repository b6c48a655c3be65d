/* SPDX-License-Identifier: BSD-2-Clause */
/* Reports as SARIF 2.1.0, the form in which code scanning takes results. */
#ifndef CMD_PRINTING_SARIF_H
#define CMD_PRINTING_SARIF_H

#include "printing/report_tree.h"

void sarif_begin(void);

/* A result for each problem. */
void sarif_print(const struct node *report);

/* Behind the results, what they are about.  @is_complete: all files were judged */
void sarif_end(bool is_complete);

#endif
