/* SPDX-License-Identifier: BSD-2-Clause */
/* What a command is, and how the program ends. */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "signfw.h"

#define PROGRAM "sign-rproc-fw"

enum exit_code {
	EXIT_DONE = 0,    /* done; valid; accepted */
	EXIT_REFUSED = 1, /* judged and refused */
	EXIT_USAGE = 2,
	EXIT_UNABLE = 3 /* no judgement possible: file, key, passphrase, memory, cryptography */
};

/* getopt has 1 for itself. */
#define OPTION_FIRST 2

/* One option of a command.  A table of them ends with a NULL name. */
struct option_spec {
	const char *name;     /* "key-type"; "key_type" is accepted as well */
	int id;               /* what the command gets to know it by; from OPTION_FIRST to below 50 */
	const char *argument; /* how --help calls it; NULL: takes none.  "ID VALUE": takes two */
	bool repeatable;
	const char *help; /* lines separated by '\n' */
};

struct command {
	const char *name;
	const char *summary;  /* for the list of commands */
	const char *synopsis; /* behind the command's name */
	const char *notes;    /* what --help says below the options; or NULL */
	const struct option_spec *options;
	int (*run)(const struct command *command, int argc, char **argv); /* returns an exit code */
};

extern const struct command cmd_sign, cmd_verify, cmd_dump, cmd_check, cmd_explain;

/* The exit code for what the library said. */
int exit_code_of(enum signfw_status status);

#endif
