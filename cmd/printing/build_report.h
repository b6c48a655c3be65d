/* SPDX-License-Identifier: BSD-2-Clause */
/* What is known of a build of OP-TEE, as a part of reports. */
#ifndef CMD_PRINTING_BUILD_REPORT_H
#define CMD_PRINTING_BUILD_REPORT_H

#include "printing/report_tree.h"
#include "signfw/optee.h"

/* A build that was examined; borrowed. */
struct examined_build {
	const struct signfw_input *files;
	signfw_optee_build *build; /* NULL: there is none */
	struct signfw_optee_build_facts facts;
	bool has_key; /* `key` is the one that firmware is verified with */
	struct signfw_optee_key key;
	const char *key_assumption; /* NULL: nothing is assumed of it */
};

/* Adds it as "optee"; null if there is none. */
void add_build(struct node *report, const struct examined_build *build);

/* Prints that as text. */
void print_build(const struct node *report);

#endif
