/* SPDX-License-Identifier: BSD-2-Clause */
/* The reports of `check`: what a device answers, and what that leads to. */
#ifndef CMD_PRINTING_CHECK_H
#define CMD_PRINTING_CHECK_H

#include "printing/build_report.h"
#include "printing/report_tree.h"
#include "signfw/container.h"
#include "signfw/device.h"
#include "signfw/linux.h"

/* What Linux makes of the resource table that the device reports. */
struct checked_table {
	uint64_t address;  /* physical */
	uint32_t size;     /* 0: there is none */
	const void *bytes; /* what memory holds there; NULL: not known */
	const signfw_linux *kernel;
	const struct signfw_linux_boot *boot; /* if there are bytes */
	const signfw_findings *findings;
	bool in_detail; /* as text, too */
};

/* What a device was asked, and what it answered to LOAD. */
struct checked {
	const char *file;
	const signfw_memory *memory; /* or NULL */
	bool key_given;
	const signfw_container *container;
	bool readable; /* the container, as its layout has to be: so that it is known what isn't protected */
	const signfw_device *device;
	const struct signfw_answer *answer;
	const struct examined_build *build; /* that the device runs; NULL: not given */
	struct checked_table table;
	bool several; /* it is one of several files */
	int format;   /* in which the report is going to be printed */
};

/* Adds the members of an answer: code, name, rule, offset, reason. */
void add_answer(struct node *object, const struct signfw_answer *answer);

/* Adds bytes that can be changed without anybody noticing to a list of them. */
void add_unprotected_range(struct node *list, const struct signfw_unprotected *range);

/* For tree_free(). */
struct node *check_report(const struct checked *checked);

/* Prints it as text; for print_report().  @context: the struct checked */
void check_text(const struct node *report, const void *context);

#endif
