/* SPDX-License-Identifier: BSD-2-Clause */
#include "again.h"

#include "base/message.h"
#include "signfw/container.h"

int again_take_option(struct again *again, struct call *call, int id, char *argument)
{
	switch (id) {
	case OPT_VERIFY_KEY:
		return key_take_option(&again->old_key, call, OPT_KEY, argument);
	case OPT_NO_VERIFY:
		again->no_verify = true;
		return EXIT_DONE;
	case OPT_NO_KEY_INFO:
		again->no_key_info = true;
		return EXIT_DONE;
	case OPT_PROVIDER:
	case OPT_PROVIDER_PATH:
		if (key_take_option(&again->old_key, call, id, argument) != EXIT_DONE)
			return EXIT_USAGE;
		break;
	default:
		break;
	}
	return signing_take_option(&again->rewrite.signing, call, id, argument);
}

static int check(const struct again *again, const struct call *call)
{
	if (again->old_key.path == NULL && !again->no_verify)
		return usage_error(call, "no key to verify the container with: --verify-key is missing, or "
					 "--no-verify");
	if (again->old_key.path != NULL && again->no_verify)
		return usage_error(call, "--verify-key and --no-verify exclude each other");
	if (again->rewrite.signing.key_info_path != NULL && again->no_key_info)
		return usage_error(call, "--key-info and --no-key-info exclude each other");
	return rewrite_check(&again->rewrite, call, (struct other_file){"--verify-key", again->old_key.path});
}

/* Whether it was said what becomes of key information, which is the old key's. */
static int check_key_info(const struct again *again, const struct call *call)
{
	const signfw_container *old = again->rewrite.old;
	struct signfw_tlv tlv;

	if (again->rewrite.signing.key_info_path != NULL || again->no_key_info)
		return EXIT_DONE;
	for (size_t i = 0; signfw_container_tlv(old, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == SIGNFW_TLV_PKEYINFO)
			return usage_error(call,
					   "%s has PKEYINFO, which may be about the old key: --key-info replaces it, "
					   "--no-key-info leaves it out",
					   again->rewrite.signing.inputs[0]);
	return EXIT_DONE;
}

static int make(struct again *again, const struct call *call)
{
	struct rewrite *rewrite = &again->rewrite;
	struct signfw_sign_options how = signing_describe(&rewrite->signing);
	struct signfw_error error = SIGNFW_ERROR_INIT;

	how.layout = again->layout;
	how.tlv_order = again->tlv_order;
	how.platform_tlvs = again->platform.tlvs;
	how.platform_tlv_count = again->platform.count;
	const enum signfw_status status = (again->layout == NULL ? signfw_resign : signfw_convert)(
		&rewrite->signing.container, rewrite->old, rewrite->signing.key, &how, &error);

	return rewrite_finish(rewrite, call, status, &error);
}

int again_run(struct again *again, const struct call *call, const char *verdict)
{
	signfw_key *old_key = NULL;
	int code = check(again, call);

	if (code == EXIT_DONE && again->layout != NULL)
		code = platform_resolve(&again->platform, call, again->layout);
	if (code == EXIT_DONE && !call->quiet)
		platform_warn(&again->platform);
	if (code == EXIT_DONE && again->no_verify)
		message(NULL, "warning: --no-verify: whoever made %s, it is going to have a good signature",
			again->rewrite.signing.inputs[0]);
	else if (code == EXIT_DONE)
		code = key_load(&again->old_key, false, call->quiet, &old_key);
	if (code == EXIT_DONE)
		code = rewrite_open(&again->rewrite, call, old_key);
	if (code == EXIT_DONE)
		code = check_key_info(again, call);
	if (code == EXIT_DONE)
		code = make(again, call);
	signfw_key_free(old_key);
	return signing_print(&again->rewrite.signing, call, verdict, code);
}

void again_release(struct again *again)
{
	rewrite_release(&again->rewrite);
	platform_release(&again->platform);
}
