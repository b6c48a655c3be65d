/* SPDX-License-Identifier: BSD-2-Clause */
/* convert: a container in another layout. */
#include "again.h"
#include "commands.h"

enum {
	OPT_TO = AGAIN_END,
	OPT_TLV_ORDER
};

/* clang-format off */
static const struct option_spec option_table[] = {
	{"to", OPT_TO, "optee|st-4.0|st-3.19|st-3.16", false, "the other layout"},
	AGAIN_OPTIONS,
	PLATFORM_OPTIONS,
	{"tlv-order", OPT_TLV_ORDER, "st|upstream", false, "as for sign"},
	SIGNING_TARGET_OPTIONS,
	{0},
};
/* clang-format on */

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct again *again = context;

	switch (id) {
	case OPT_TO:
		again->layout = argument;
		return EXIT_DONE;
	case OPT_TLV_ORDER:
		again->tlv_order = argument;
		return EXIT_DONE;
	case OPT_PLAT_TLV:
	case OPT_PLAT_TLV_FILE:
		return platform_take_option(&again->platform, call, id, argument);
	default:
		return again_take_option(again, call, id, argument);
	}
}

static int run_request(void *context, const struct call *call)
{
	struct again *again = context;

	if (again->layout == NULL)
		return usage_error(call, "no layout: --to is missing");
	return again_run(again, call, "converted, ");
}

static int run(const struct command *command, int argc, char **argv)
{
	struct again again = {0};
	const int code = options_run(command, argc, argv, take_option, run_request, &again);

	again_release(&again);
	return code;
}

const struct command cmd_convert = {
	.name = "convert",
	.summary = "Put the images of a container into another layout",
	.synopsis = "--to LAYOUT --in FILE --out FILE --key KEY --verify-key KEY [OPTIONS]",
	.notes = "Images and their hash table stay as they are. BOOTADDR and BOOTSEC of st-4.0 and\n"
		 "SBOOTADDR and NSBOOTADDR of st-3.19 become each other where that is clear;\n"
		 "--plat-tlv replaces all of them.",
	.options = option_table,
	.run = run,
};
