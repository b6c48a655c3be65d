/* SPDX-License-Identifier: BSD-2-Clause */
/* What devices answered to a file, and the nearest change that makes one load it. */
#ifndef CMD_PRINTING_TRIAL_REPORT_H
#define CMD_PRINTING_TRIAL_REPORT_H

#include "printing/report_tree.h"
#include "signfw/device.h"

/* A device, and what it answered. */
struct trial {
	const char *device; /* static */
	const char *board;  /* static; NULL: the memory that was given, or none */
	bool trusts_signer; /* whoever that is; false: it trusts the key that was given */
	uint64_t heap_size; /* 0: the usual one */
	bool is_asked;      /* it is one of those that the options name; the others show what could be changed */
	struct signfw_answer answer;
};

struct trials {
	const char *path;
	uint32_t code; /* that is looked for */
	bool key_given;
	struct trial *list; /* owned */
	size_t count;
};

/* Adds them as "trials". */
void add_trials(struct node *report, const struct trials *trials);

/* Prints that as text. */
void print_trials(const struct node *report);

/* Whether one of them gave the code. */
bool trials_have_match(const struct trials *trials);

#endif
