/* SPDX-License-Identifier: BSD-2-Clause */
/* The two forms of `check`'s report. */
#ifndef CMD_PRINTING_CHECK_H
#define CMD_PRINTING_CHECK_H

#include "signfw/device.h"

/* What was asked, and what was answered. */
struct check_report {
	const char *file;
	const char *device_name;
	const signfw_memory *memory; /* or NULL */
	bool key_given;
	const signfw_container *container;
	bool readable; /* the container, as its layout has to be: so that it is known what isn't protected */
	const signfw_device *device;
	const struct signfw_answer *answer; /* to LOAD */
};

void check_text(const struct check_report *report);
void check_json(const struct check_report *report);

/* One command of a sequence, and what was answered. */
struct check_step {
	const char *command;
	struct signfw_answer answer;
};

void check_text_steps(const struct check_step *steps, size_t count);
void check_json_steps(const struct check_report *report, const struct check_step *steps, size_t count);

/* Whether Linux can read the resource table where it is. */
enum signfw_reach resource_table_reach(const signfw_memory *memory, uint64_t physical_address);

#endif
