/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/dispatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments/help.h"
#include "arguments/nearest.h"
#include "arguments/parse.h"
#include "base/features.h"
#include "base/message.h"
#include "base/out_of_memory.h"

#define DEFAULT_MAX_SIZE (UINT64_C(1) << 30)

/* Whether this build prints results in the form that was asked for. */
static bool can_print(struct call *call)
{
	return HAS_JSON || !call->json || call_misused(call, "--json: " WITHOUT_JSON);
}

static void carry_out(struct call *call, char **arguments)
{
	const struct command *command = call->command;

	void *request = memory_or_exit(calloc(1, command->request_size));

	if (parse_arguments(call, command, &common_options, request, arguments) && can_print(call))
		command->carry_out(request, call);
	release_arguments(command, request);
	free(request);
}

/* behind 'key' there has to be info, header or otp */
static void fail_unfinished(struct call *call)
{
	const struct command *const *list = call->command->commands;
	char names[128] = "";
	size_t size = 0;

	for (; *list != NULL && size < sizeof(names); list++)
		size += (size_t)snprintf(names + size, sizeof(names) - size, "%s%s", command_last_name(*list),
					 list[1] == NULL   ? ""
					 : list[2] == NULL ? " or "
							   : ", ");
	call_misused(call, "behind '%s' there has to be %s", call->command->name, names);
}

/* The command of this name behind that of the call; NULL, and reported, if there is none, or if it was --help. */
static const struct command *find_behind(struct call *call, const char *name)
{
	const struct command *command = call->command;
	const struct command *found = name == NULL ? NULL : command_named(command->commands, name);

	if (name == NULL)
		fail_unfinished(call);
	else if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		help_print(call->command);
	else if (found == NULL)
		call_misused(call, "no command '%s %s'%s", command->name, name,
			     command_hint(command->commands, name).text);
	return found;
}

int dispatch(const struct command *command, char **arguments)
{
	struct call call = {.command = command, .max_size = DEFAULT_MAX_SIZE};

	for (; command != NULL && command->commands != NULL; arguments++) {
		command = find_behind(&call, *arguments);
		if (command != NULL)
			call.command = command;
	}
	if (command != NULL)
		carry_out(&call, arguments);
	if (call_has_result(&call) && !finish_stdout())
		call_ends(&call, EXIT_UNABLE);
	return call.exit_code;
}
