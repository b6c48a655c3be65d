/* SPDX-License-Identifier: BSD-2-Clause */
/* The report of `check --sequence`: what host and device do, step by step. */
#ifndef CMD_PRINTING_BOOT_REPORT_H
#define CMD_PRINTING_BOOT_REPORT_H

#include "printing/report_tree.h"
#include "signfw/sequence.h"

/* What an action or a command was, and what it led to. */
struct boot_step {
	const char *name, *file;
	bool has_host; /* a host gave the commands */
	struct signfw_step step;
};

/* For tree_free(); steps are added, then the end. */
struct node *boot_report_new(const char *file, const signfw_device *device, const char *binding);

/* Adds the last action of the sequence. */
void boot_report_add(struct node *report, const struct boot_step *step, const signfw_sequence *sequence);

/* Adds the opening or closing of a session, and its result. */
void boot_report_add_session(struct node *report, const char *name, uint32_t result);

/* Says how it ended: whether the processor runs, or did all that it was told. */
void boot_report_end(struct node *report, bool runs, int error);

/* Prints it as text; for print_report().  @context: bool: it is one of several files */
void boot_text(const struct node *report, const void *context);

#endif
