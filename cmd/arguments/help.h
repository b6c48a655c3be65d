/* SPDX-License-Identifier: BSD-2-Clause */
/* The options that all commands have, and what is printed of a command's options. */
#ifndef CMD_ARGUMENTS_HELP_H
#define CMD_ARGUMENTS_HELP_H

#include "arguments/command.h"

/* They are about the call. */
extern const struct option_group common_options;

/* Prints the --help of a command. */
void help_print(const struct command *command);

/* Prints what a command can do that is of its topic. */
void help_print_topic(const struct command *command);

/*
 * The options for programs, such as completion: a line for each, of its long
 * name, its short form, what it takes ("none", "file", "folder" or "text"), the
 * words that it takes, and its help, separated by tabs.
 */
void help_list_options(const struct command *command);

#endif
