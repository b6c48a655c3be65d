/* SPDX-License-Identifier: BSD-2-Clause */
/* Reports as JUnit's XML, which CI servers show as results of tests. */
#ifndef CMD_PRINTING_JUNIT_H
#define CMD_PRINTING_JUNIT_H

#include "arguments/call.h"
#include "printing/report_tree.h"

void junit_begin(void);

/* A suite of one test, which is named after the command.  @exit_code: as if the file were the only one */
void junit_print(const struct call *call, const struct node *report, int exit_code);
void junit_end(void);

#endif
