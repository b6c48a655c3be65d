/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/command.h"

#include <string.h>

const char *command_last_name(const struct command *command)
{
	const char *space = strrchr(command->name, ' ');

	return space == NULL ? command->name : space + 1;
}

const struct command *command_named(const struct command *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcmp(command_last_name(*list), name) == 0)
			return *list;
	return NULL;
}

struct hint command_hint(const struct command *const *list, const char *name)
{
	struct nearest nearest = {.typed = name};

	for (; *list != NULL; list++)
		nearest_consider(&nearest, command_last_name(*list));
	return nearest_hint(&nearest);
}
