/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings as messages, and what all reports have in common. */
#ifndef CMD_PRINTING_REPORT_H
#define CMD_PRINTING_REPORT_H

#include "arguments/call.h"
#include "printing/report_tree.h"
#include "signfw/container.h"

/* What the source of a finding is: a file of its own (signing), or a part of the file (reading). */
enum source {
	SOURCE_IS_FILE,
	SOURCE_IS_PART
};

/*
 * Prints findings as messages: errors always, warnings unless `quiet`, the
 * rest if `verbose`.
 *
 * @file: what findings are about that have no source, or one that is a part
 */
void report_findings(const char *file, enum source source, const signfw_findings *findings, bool quiet, bool verbose);

/* One line on stdout: what is in the container, and the key it was signed or verified with. */
void report_container(const char *file, const char *verdict, const signfw_container *container, const signfw_key *key,
		      const uint8_t fingerprint[SIGNFW_SHA256_SIZE]);

/* Whether there is an error among them. */
bool has_error(const signfw_findings *findings);

/* "unchecked", "ok" or "mismatch". */
const char *check_word(enum signfw_check check);

/* What the reports of all commands begin with: schema, file, layout (or NULL), findings (or NULL).  For tree_free(). */
struct node *report_new(const char *command, const char *file, const char *layout, const signfw_findings *findings);

/* Adds findings to those that it has. */
void report_add_findings(struct node *report, const signfw_findings *findings);

/*
 * Prints a report in the form that the call asks for, as text by `text`, which
 * gets `context` and may be NULL, and frees it.  Ends the call with this exit
 * code; returns as call_ends().
 */
bool print_report(struct call *call, struct node *report, void (*text)(const struct node *report, const void *context),
		  const void *context, int exit_code);

/* How many there were. */
size_t reports_printed(void);

/* Of commands that judge several files: what comes before all reports. */
void begin_reports(const struct call *call);

/* Of a file that has no report: prints what there is instead in other forms than text, the last message. */
void print_failure(const struct call *call, const char *file);

/* What became of the files. */
struct totals {
	size_t good, refused, unable;
};

/* What comes behind all reports. */
void end_reports(const struct call *call, const struct totals *totals);

/* What --json prints of a call that has no other result: the last message.  Does nothing after print_report(). */
void print_error_report(int exit_code);

#endif
