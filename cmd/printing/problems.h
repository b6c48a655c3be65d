/* SPDX-License-Identifier: BSD-2-Clause */
/* What there is to complain of in a report: its findings, what a device refuses, why there was no result. */
#ifndef CMD_PRINTING_PROBLEMS_H
#define CMD_PRINTING_PROBLEMS_H

#include "printing/report_tree.h"
#include "signfw.h"

struct problem {
	enum signfw_severity severity;
	const char *id;   /* of a finding, or of the check of a device that decided */
	uint64_t offset;  /* in the file, or SIGNFW_NO_OFFSET */
	const char *text; /* may be untrusted */
};

/* Calls `each` for all of them, in the order of the report. */
void each_problem(const struct node *report, void (*each)(const struct problem *problem, void *context), void *context);

#endif
