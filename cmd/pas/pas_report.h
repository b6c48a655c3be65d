/* SPDX-License-Identifier: BSD-2-Clause */
/* Common parts of reports about containers of Qualcomm's PAS, and of commands that write such files. */
#ifndef CMD_PAS_PAS_REPORT_H
#define CMD_PAS_PAS_REPORT_H

#include "files/output.h"
#include "pas/pas_file.h"
#include "printing/report_tree.h"

/* report_new(), with what was found. */
struct node *pas_report(const char *command, const struct pas_file *in);

/* Adds an object "metadata": the fields that count for a device, by their names. */
void add_pas_metadata(struct node *report, const signfw_pas *pas);

/* Adds an object "peripheral": the software, and what starts it; null if nobody knows. */
void add_pas_peripheral(struct node *report, const signfw_pas *pas);

/* Adds a list "certificates": names, dates, keys and digests. */
void add_pas_certificates(struct node *report, const signfw_pas *pas);

/* Says what was found, or else the error; a step.  @status, error: of making another form of the container */
bool pas_judge(const struct pas_file *in, enum signfw_status status, const struct signfw_error *error,
	       struct call *call);

/* Prints the report of a command that wrote files.  @count: of them; 0: none was written */
void print_pas_written(struct call *call, const struct pas_file *in, const struct output *outputs, size_t count);

#endif
