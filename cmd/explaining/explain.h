/* SPDX-License-Identifier: BSD-2-Clause */
/* Recognises codes, and what a line of a log says. */
#ifndef CMD_EXPLAINING_EXPLAIN_H
#define CMD_EXPLAINING_EXPLAIN_H

#include "explaining/explain_data.h"

struct code {
	enum {
		KIND_TEE,
		KIND_ERRNO,
		KIND_LOG
	} kind;
	uint32_t number; /* of an errno, without its sign; of a line without a code, 0 */
};

/* A code or line that was recognised.  All strings are static. */
struct explanation {
	struct code code;
	const char *name; /* of the code; of a line without one, the words that say it */
	const struct advice *advice;
};

/* Explains what is nothing but a code or its name; false if it isn't, or nothing is known about it. */
bool explain_code(const char *text, struct explanation *out);

/* Explains a line of a log; false if it says nothing that is known. */
bool explain_line(const char *line, struct explanation *out);

const char *explain_meaning(const struct explanation *explanation);

#endif
