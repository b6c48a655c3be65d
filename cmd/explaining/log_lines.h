/* SPDX-License-Identifier: BSD-2-Clause */
/* Lines of logs that mean something by themselves: patterns, who prints them, and what to do. */
#ifndef CMD_EXPLAINING_LOG_LINES_H
#define CMD_EXPLAINING_LOG_LINES_H

#include "explaining/explain_data.h"

/* A kind of line.  All strings are static. */
struct log_line {
	/*
	 * What such a line contains: texts in this order, "*" between them for anything;
	 * "|" between patterns of which one has to fit.
	 */
	const char *pattern;
	enum signfw_severity severity;
	const char *source; /* file that prints it */
	bool is_common;     /* other drivers print the like: only if the line is about remote processors */
	bool has_code;      /* the code in the line says more than the line */
	struct advice advice;
};

/* The kind of line that a line is; NULL if it is none. */
const struct log_line *log_line_find(const char *line);

/* Whether a driver of remote processors, or what it works with, printed a line: a log has errors of all drivers. */
bool log_line_is_ours(const char *line);

#endif
