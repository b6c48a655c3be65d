/* SPDX-License-Identifier: BSD-2-Clause */
/* Recognises codes, and what a line of a log says. */
#ifndef CMD_EXPLAINING_EXPLAIN_H
#define CMD_EXPLAINING_EXPLAIN_H

#include "explaining/explain_data.h"
#include "explaining/finding_advice.h"
#include "explaining/log_lines.h"

struct code {
	enum {
		KIND_TEE,
		KIND_ERRNO,
		KIND_LOG,
		KIND_FINDING
	} kind;
	uint32_t number; /* of an errno, without its sign; of a finding, or a line without a code, 0 */
};

/* A code, line or finding that was recognised.  All strings are static. */
struct explanation {
	struct code code;
	const char *name; /* of the code; of a line without one, the pattern that it fits */
	enum signfw_severity severity;
	const char *source; /* what prints such a line; NULL: not known */
	const char *meaning;
	const struct advice *advice;          /* NULL of a finding */
	const struct finding_advice *finding; /* NULL of everything else */
};

/* Explains what is nothing but a code, its name, or the id of a finding; false if it isn't, or nothing is known. */
bool explain_code(const char *text, struct explanation *out);

/* Explains a line of a log; false if it says nothing that is known. */
bool explain_line(const char *line, struct explanation *out);

#endif
