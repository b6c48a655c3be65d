/* SPDX-License-Identifier: BSD-2-Clause */
/* Commands as data. */
#ifndef CMD_ARGUMENTS_COMMAND_H
#define CMD_ARGUMENTS_COMMAND_H

#include "arguments/nearest.h"
#include "arguments/option.h"

#define EXAMPLES_MAX 3

/* What a command can do that most of its users don't need: the help of a topic shows it, that of the command doesn't. */
struct topic {
	const char *name;
	const char *synopsis, *notes; /* as of a command */
	const struct option_group *groups;
};

struct command {
	const char *name;                      /* of one that is behind another: "key info" */
	const char *summary;                   /* for the list of commands */
	const char *synopsis;                  /* behind the command's name */
	const char *notes;                     /* what --help says below the options, one paragraph; or NULL */
	const char *examples[EXAMPLES_MAX];    /* arguments of calls */
	const struct option_group *groups;     /* the fields of their rows are in what is asked for */
	const struct topic *topic;             /* what else it can do; or NULL */
	const struct command *const *commands; /* behind this one, NULL behind the last; then it does nothing else */
	size_t request_size;                   /* of what is asked for */
	bool (*carry_out)(void *request, struct call *call); /* a step; see call.h */
};

/* The command of this name, behind another one or not; NULL if the list, with NULL behind the last, has none. */
const struct command *command_named(const struct command *const *list, const char *name);

/* The end of a message that there is no such command. */
struct hint command_hint(const struct command *const *list, const char *name);

/* The last word of its name. */
const char *command_last_name(const struct command *command);

#endif
