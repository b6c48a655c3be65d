/* SPDX-License-Identifier: BSD-2-Clause */
/* resign: another signature on an existing container. */
#include "again.h"
#include "commands.h"

/* clang-format off */
static const struct option_spec option_table[] = {
	AGAIN_OPTIONS,
	SIGNING_TARGET_OPTIONS,
	{0},
};
/* clang-format on */

static int take_option(void *context, struct call *call, int id, char *argument)
{
	return again_take_option(context, call, id, argument);
}

static int run_request(void *context, const struct call *call)
{
	return again_run(context, call, "signed again, ");
}

static int run(const struct command *command, int argc, char **argv)
{
	struct again again = {0};
	const int code = options_run(command, argc, argv, take_option, run_request, &again);

	again_release(&again);
	return code;
}

const struct command cmd_resign = {
	.name = "resign",
	.summary = "Sign an existing container again, with another key",
	.synopsis = "--in FILE --out FILE --key KEY --verify-key KEY [OPTIONS]",
	.notes = "Images and hash table stay as they are; signature, SIGNTYPE and PKEYINFO are new.",
	.options = option_table,
	.run = run,
};
