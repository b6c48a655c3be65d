/* SPDX-License-Identifier: BSD-2-Clause */
/* What a command is. */
#ifndef CMD_ARGUMENTS_COMMAND_H
#define CMD_ARGUMENTS_COMMAND_H

#include "arguments/nearest.h"
#include "arguments/option.h"

/* Where the ids of options begin; getopt has everything up to the last character for itself. */
enum {
	OPTION_FIRST = 0x100,    /* of a command's own options */
	OPTION_SIGNING = 0x120,  /* signing.h */
	OPTION_IMAGES = 0x130,   /* images.h */
	OPTION_PLATFORM = 0x140, /* platform.h */
	OPTION_TARGET = 0x160,   /* target.h */
	OPTION_KEY = 0x180,      /* keyfile.h */
	OPTION_ENC_KEY = 0x1a0,  /* enckey.h */
	OPTION_COMMON = 0x1c0,   /* those that all commands have */
	OPTION_SIGNER = 0x1e0,   /* signcommand.h */
	OPTION_END_ID = 0x200
};

/* One option of a command.  A table of them ends with a NULL name. */
struct option_spec {
	const char *name;     /* "key-type"; "key_type" is accepted as well */
	int id;               /* what the command gets to know it by; from OPTION_FIRST to below OPTION_END_ID */
	const char *argument; /* how --help calls it; NULL: takes none.  "ID VALUE": takes two */
	bool repeatable;
	const char *help; /* lines separated by '\n' */
};

struct command {
	const char *name;                      /* of one that is behind another: "key info" */
	const char *summary;                   /* for the list of commands */
	const char *synopsis;                  /* behind the command's name */
	const char *notes;                     /* what --help says below the options; or NULL */
	const struct option_group *groups;     /* the fields of their rows are in what is asked for */
	const struct command *const *commands; /* behind this one, NULL behind the last; then it does nothing else */
	size_t request_size;                   /* of what is asked for */
	bool (*carry_out)(void *request, struct call *call); /* a step; see call.h */

	/* of commands that don't have groups of options yet */
	const struct option_spec *options;
	int (*run)(const struct command *command, int argc, char **argv); /* returns an exit code */
};

/* The command of this name, behind another one or not; NULL if the list, with NULL behind the last, has none. */
const struct command *command_named(const struct command *const *list, const char *name);

/* The end of a message that there is no such command. */
struct hint command_hint(const struct command *const *list, const char *name);

/* The last word of its name. */
const char *command_last_name(const struct command *command);

#endif
