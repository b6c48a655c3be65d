/* SPDX-License-Identifier: BSD-2-Clause */
/* The options of `check` about Linux and about whole boots. */
#ifndef CMD_BOOTING_BOOT_OPTIONS_H
#define CMD_BOOTING_BOOT_OPTIONS_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "booting/plan.h"

/* What the options say. */
struct boot_source {
	char *sequence, *linux_dtb, *memory_out;
	const char *kernel, *version;
	int memory_format;
	uint64_t processor;
	bool has_processor;
};

extern const struct option_row boot_rows[], linux_rows[];

/* Reads the options; of no sequence, the plan is empty. */
bool boot_plan(const struct boot_source *source, struct call *call, struct plan *out);

#endif
