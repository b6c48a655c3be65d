/* SPDX-License-Identifier: BSD-2-Clause */
/* One call of a command: what the options that all commands have say, and how it ends. */
#ifndef CMD_ARGUMENTS_CALL_H
#define CMD_ARGUMENTS_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/exit_code.h"

struct command;

/* What reports are printed as, where there is a choice of more than --json. */
enum report_format {
	REPORT_TEXT = 1,
	REPORT_JSON,
	REPORT_SARIF,
	REPORT_JUNIT,
	REPORT_GITHUB,
	REPORT_HTML,
	REPORT_SVG
};

struct call {
	const struct command *command;
	bool json, quiet, verbose;
	int format;        /* of --format, also in `json`; 0: there is no such option, or it wasn't given */
	bool several;      /* files, with a report each */
	uint64_t max_size; /* bytes of an input, unpacked */
	int exit_code;
};

/*
 * Each step of a command returns true if the next one is to follow.  Otherwise
 * it has reported why, and noted the exit code by one of these functions.
 */

/* Notes the exit code; returns true if it is EXIT_DONE. */
bool call_ends(struct call *call, int exit_code);

/* Notes the library's status; prints its error, unless that is a refusal, which findings explain. */
bool call_succeeds(struct call *call, const char *file, enum signfw_status status, const struct signfw_error *error);

/* Prints a message; false. */
bool call_fails(struct call *call, int exit_code, const char *subject, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Returns true if the call has a result, good or bad, and not only an error. */
bool call_has_result(const struct call *call);

/* Says what is wrong with the command line; false. */
bool call_misused(struct call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
