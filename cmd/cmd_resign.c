/* SPDX-License-Identifier: BSD-2-Clause */
/* resign: another signature on an existing container. */
#include "message.h"
#include "rewrite.h"

enum {
	OPT_VERIFY_KEY = OPTION_FIRST,
	OPT_NO_VERIFY,
	OPT_NO_KEY_INFO
};

/* clang-format off */
static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", false, "the container; may be given without --in; '-' is standard input"},
	{"out", OPT_OUT, "FILE", false, "the new container; '-' is standard output"},
	{"verify-key", OPT_VERIFY_KEY, "KEY", false, "the key that it is signed with now, public is enough"},
	{"no-verify", OPT_NO_VERIFY, NULL, false, "don't look at the signature that it has now"},
	SIGNING_KEY_OPTIONS("the new private key"),
	{"no-key-info", OPT_NO_KEY_INFO, NULL, false, "write no PKEYINFO TLV, even if there is one now"},
	SIGNER_OPTIONS,
	SIGNING_TARGET_OPTIONS,
	{0},
};
/* clang-format on */

struct request {
	struct rewrite rewrite;
	struct key_source old_key;
	bool no_verify, no_key_info;
};

static int take_option(void *context, struct options *options, int id, char *argument)
{
	struct request *request = context;

	switch (id) {
	case OPT_VERIFY_KEY:
		return key_take_option(&request->old_key, options, OPT_KEY, argument);
	case OPT_NO_VERIFY:
		request->no_verify = true;
		return EXIT_DONE;
	case OPT_NO_KEY_INFO:
		request->no_key_info = true;
		return EXIT_DONE;
	case OPT_PROVIDER:
	case OPT_PROVIDER_PATH:
		if (key_take_option(&request->old_key, options, id, argument) != EXIT_DONE)
			return EXIT_USAGE;
		break;
	default:
		break;
	}
	return signing_take_option(&request->rewrite.signing, options, id, argument);
}

static int check(const struct request *request, const struct options *options)
{
	const struct command *command = options->command;

	if (request->old_key.path == NULL && !request->no_verify)
		return usage_error(command, "no key to verify the container with: --verify-key is missing, or "
					    "--no-verify");
	if (request->old_key.path != NULL && request->no_verify)
		return usage_error(command, "--verify-key and --no-verify exclude each other");
	if (request->rewrite.signing.key_info_path != NULL && request->no_key_info)
		return usage_error(command, "--key-info and --no-key-info exclude each other");
	return rewrite_check(&request->rewrite, options, (struct other_file){"--verify-key", request->old_key.path});
}

/* Whether it was said what becomes of key information, which is the old key's. */
static int check_key_info(const struct request *request, const struct options *options)
{
	const signfw_container *old = request->rewrite.old;
	struct signfw_tlv tlv;

	if (request->rewrite.signing.key_info_path != NULL || request->no_key_info)
		return EXIT_DONE;
	for (size_t i = 0; signfw_container_tlv(old, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == SIGNFW_TLV_PKEYINFO)
			return usage_error(options->command,
					   "%s has PKEYINFO, which may be about the old key: --key-info replaces it, "
					   "--no-key-info leaves it out",
					   request->rewrite.signing.inputs[0]);
	return EXIT_DONE;
}

static int resign(struct request *request, const struct options *options)
{
	struct rewrite *rewrite = &request->rewrite;
	const struct signfw_sign_options how = signing_describe(&rewrite->signing);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status =
		signfw_resign(&rewrite->signing.container, rewrite->old, rewrite->signing.key, &how, &error);

	return rewrite_finish(rewrite, options, status, &error);
}

static int run_request(struct request *request, const struct options *options)
{
	signfw_key *old_key = NULL;
	int code = check(request, options);

	if (code == EXIT_DONE && request->no_verify)
		message(NULL, "warning: --no-verify: whoever made %s, it is going to have a good signature",
			request->rewrite.signing.inputs[0]);
	else if (code == EXIT_DONE)
		code = key_load(&request->old_key, false, options->quiet, &old_key);
	if (code == EXIT_DONE)
		code = rewrite_open(&request->rewrite, options, old_key);
	if (code == EXIT_DONE)
		code = check_key_info(request, options);
	if (code == EXIT_DONE)
		code = resign(request, options);
	signfw_key_free(old_key);
	return signing_print(&request->rewrite.signing, options, "signed again, ", code);
}

static int run(const struct command *command, int argc, char **argv)
{
	struct options options;
	struct request request = {0};
	int code;

	options_begin(&options, command, argc, argv);
	code = options_parse(&options, take_option, &request) ? run_request(&request, &options) : options.exit_code;
	rewrite_release(&request.rewrite);
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
