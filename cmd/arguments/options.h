/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options of a command, from its table: getopt_long in both spellings,
 * options that are given twice, the options that all commands have, --help.
 */
#ifndef CMD_ARGUMENTS_OPTIONS_H
#define CMD_ARGUMENTS_OPTIONS_H

#include "arguments/call.h"
#include "arguments/number.h"

/* The id of an argument that is no option. */
#define OPTIONS_FILE (-1)

/* The second argument of the option that is being taken; NULL, and reported, if it is missing. */
char *options_second(struct call *call, const char *name);

/*
 * Runs a command whose arguments these are; argv[0] is its name.  First calls
 * `take` for each, with an id of the table or OPTIONS_FILE; then, unless that
 * was --help or wrong, `carry_out`.  Both report their errors and return
 * EXIT_DONE, or what to exit with.
 */
int options_run(const struct command *command, int argc, char **argv,
		int (*take)(void *request, struct call *call, int id, char *argument),
		int (*carry_out)(void *request, const struct call *call), void *request);

/* Takes the only file of a command; EXIT_USAGE, and reported, if there is one already. */
int options_take_file(const struct call *call, const char **file, const char *argument);

/* Reports a usage error; returns EXIT_USAGE. */
int usage_error(const struct call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

void print_help(const struct command *command);

#endif
