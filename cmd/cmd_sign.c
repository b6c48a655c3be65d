/* SPDX-License-Identifier: BSD-2-Clause */
/* sign: ELF images -> container. */
#include "commands.h"
#include "images.h"

/* clang-format off */
static const struct option_spec option_table[] = {
	IMAGES_IN_OPTION,
	OUT_OPTION,
	SIGNING_KEY_OPTIONS("the private key"),
	SIGNER_OPTIONS,
	IMAGES_OPTIONS,
	SIGNING_TARGET_OPTIONS,
	{0},
};
/* clang-format on */

static int take_option(void *context, struct call *call, int id, char *argument)
{
	return images_take_option(context, call, id, argument);
}

static int run_request(void *context, const struct call *call)
{
	struct images *images = context;

	return signing_print(&images->signing, call, "signed, ", images_build(images, call));
}

static int run(const struct command *command, int argc, char **argv)
{
	struct images images = {0};
	const int code = options_run(command, argc, argv, take_option, run_request, &images);

	images_release(&images);
	return code;
}

const struct command cmd_sign = {
	.name = "sign",
	.summary = "Sign ELF images into a container",
	.synopsis = "--in FILE... --out FILE --key KEY [OPTIONS]",
	.notes = "Takes all options of sign_rproc_fw.py, in both spellings (--key-info, --key_info),\n"
		 "and may be left out: 'sign-rproc-fw --in a.elf --out a.sign --key k.pem' signs.",
	.options = option_table,
	.run = run,
};
