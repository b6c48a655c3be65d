/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line, by the tables of a command's options. */
#ifndef CMD_ARGUMENTS_PARSE_H
#define CMD_ARGUMENTS_PARSE_H

#include "arguments/call.h"
#include "arguments/command.h"
#include "arguments/option.h"

/*
 * Stores what the arguments say: options in both spellings, abbreviated where
 * that is clear, with "=" or without, short ones also together; behind "--"
 * there are none.  Then checks what all commands have in common: what is
 * required is there, standard input is read once, standard output is written
 * once, and no file is both read and written.  Returns whether to go on.
 *
 * @common:    options that are about the call
 * @request:   what the command's groups are about, all zero
 * @arguments: without the command; behind the last is NULL
 */
bool parse_arguments(struct call *call, const struct command *command, const struct option_group *common, void *request,
		     char **arguments);

/* Frees the lists in what was asked for. */
void release_arguments(const struct command *command, void *request);

#endif
