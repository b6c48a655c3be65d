/* SPDX-License-Identifier: BSD-2-Clause */
/* Reports as annotations of GitHub Actions: "workflow commands" in the log of a job. */
#ifndef CMD_PRINTING_GITHUB_H
#define CMD_PRINTING_GITHUB_H

#include "arguments/call.h"
#include "printing/report_tree.h"

/* A line for each problem; --quiet and --verbose say which, as of messages. */
void github_print(const struct call *call, const struct node *report);

#endif
