/* SPDX-License-Identifier: BSD-2-Clause */
/* What --help prints of a command. */
#ifndef CMD_ARGUMENTS_HELP_H
#define CMD_ARGUMENTS_HELP_H

#include "arguments/command.h"

/* @common: the options that all commands have */
void help_print(const struct command *command, const struct option_group *common);

#endif
