/* SPDX-License-Identifier: BSD-2-Clause */
/* key: what there is to say about a key; each in a command of its own. */
#include <string.h>

#include "arguments/options.h"
#include "base/message.h"

static const struct command *const commands[] = {&cmd_key_info, &cmd_key_header, &cmd_key_otp, &cmd_key_match, NULL};

static int run(const struct command *command, int argc, char **argv)
{
	const struct call call = {.command = command};

	if (argc < 2)
		return usage_error(&call, "%s what?", command->name);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		print_help(command);
		return finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
	}
	const struct command *found = command_named(commands, argv[1]);

	if (found == NULL)
		return usage_error(&call, "no command '%s %s'", command->name, argv[1]);
	return found->run(found, argc - 1, argv + 1);
}

const struct command cmd_key = {
	.name = "key",
	.summary = "Say what a key is, what devices need of it, and whether they trust it",
	.synopsis = "COMMAND [OPTIONS] KEY",
	.notes = "'help key COMMAND' says what it takes.",
	.commands = commands,
	.run = run,
};
