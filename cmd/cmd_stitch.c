/* SPDX-License-Identifier: BSD-2-Clause */
/* stitch: a signature that was made elsewhere -> into its container. */
#include "commands.h"
#include "rewrite.h"

#include "signfw/container.h"

enum {
	OPT_SIGNATURE = OPTION_FIRST
};

/* More than any signature has. */
#define SIGNATURE_MAX_SIZE 65536

/* clang-format off */
static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", false, "the container of 'digest'; may be given without --in; '-' is standard input"},
	{"signature", OPT_SIGNATURE, "FILE", false, "the signature: raw, or, by ECDSA, in DER form"},
	OUT_OPTION,
	KEY_OPTION("the key it was made with, public is enough"),
	KEY_PASS_OPTIONS,
	{0},
};
/* clang-format on */

struct request {
	struct rewrite rewrite;
	const char *signature;
};

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	if (id != OPT_SIGNATURE)
		return signing_take_option(&request->rewrite.signing, call, id, argument);
	request->signature = argument;
	return EXIT_DONE;
}

static int stitch(struct request *request, const struct call *call, const struct file *signature)
{
	struct rewrite *rewrite = &request->rewrite;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status =
		signfw_stitch(&rewrite->signing.container, rewrite->old, rewrite->signing.key, signature->data,
			      signature->size, rewrite->signing.findings, &error);

	return rewrite_finish(rewrite, call, status, &error);
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	struct rewrite *rewrite = &request->rewrite;
	struct file signature = {0};
	int code;

	if (request->signature == NULL)
		return usage_error(call, "no signature: --signature is missing");
	rewrite->signing.leave_unsigned = true;
	code = rewrite_check(rewrite, call, (struct other_file){"--signature", request->signature});
	if (code == EXIT_DONE)
		code = rewrite_open(rewrite, call, NULL);
	if (code == EXIT_DONE && !file_read_raw(request->signature, SIGNATURE_MAX_SIZE, &signature))
		code = EXIT_UNABLE;
	if (code == EXIT_DONE)
		code = stitch(request, call, &signature);
	file_free(&signature);
	return signing_print(&rewrite->signing, call, "stitched, ", code);
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};
	const int code = options_run(command, argc, argv, take_option, run_request, &request);

	rewrite_release(&request.rewrite);
	return code;
}

const struct command cmd_stitch = {
	.name = "stitch",
	.summary = "Put a signature that was made elsewhere into its container",
	.synopsis = "--in FILE --signature FILE --key KEY --out FILE [OPTIONS]",
	.notes = "Writes nothing unless the signature is valid.",
	.options = option_table,
	.run = run,
};
