/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options of a command, from its table: getopt_long in both spellings,
 * options that are given twice, the options that all commands have, --help.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <getopt.h>
#include <stdint.h>

#include "command.h"

/* What options_next() returns beside the ids of the table. */
enum {
	OPTIONS_END = 0,
	OPTIONS_FILE = -1,
	OPTIONS_EXIT = -2
};

#define OPTIONS_MAX 64

struct options {
	/* set by options the commands have in common */
	bool json, quiet, verbose;
	uint64_t max_size;        /* bytes of an input, unpacked */
	enum exit_code exit_code; /* after OPTIONS_EXIT */

	const struct command *command;
	int argc;
	char **argv;
	struct option table[2 * OPTIONS_MAX + 1];
	char spellings[OPTIONS_MAX][32];
	uint64_t seen;
};

/* Begins with the options of `command`; argv[0] is its name. */
void options_begin(struct options *options, const struct command *command, int argc, char **argv);

/*
 * The next option's id, with its argument in *argument; OPTIONS_FILE for an
 * argument that is no option; OPTIONS_END; or OPTIONS_EXIT when --help was
 * answered or a usage error was reported.
 */
int options_next(struct options *options, char **argument);

/* The second argument of the option that options_next() returned; NULL, and reported, if it is missing. */
char *options_second(struct options *options, const char *name);

/* Reports a usage error; returns EXIT_USAGE. */
int usage_error(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

void print_help(const struct command *command);

/* A number in C notation, at most `limit`; false if the text isn't one. */
bool parse_number(const char *text, uint64_t limit, uint64_t *out);

#endif
