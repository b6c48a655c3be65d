/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs a command: its options, what it does, its exit code. */
#ifndef CMD_ARGUMENTS_DISPATCH_H
#define CMD_ARGUMENTS_DISPATCH_H

#include "arguments/command.h"

/*
 * Runs the command, or the one behind it that the arguments name.
 *
 * @arguments: without the command; behind the last is NULL
 * Returns the exit code.
 */
int dispatch(const struct command *command, char **arguments);

#endif
