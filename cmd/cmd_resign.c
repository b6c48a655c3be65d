/* SPDX-License-Identifier: BSD-2-Clause */
/* resign: another signature on an existing container. */
#include "commands.h"
#include "containers/made.h"
#include "containers/original.h"
#include "signfw/container.h"

struct request {
	struct original_source original;
	struct made_source result;
};

static const struct option_group groups[] = {
	{"Files", container_in_rows, offsetof(struct request, original.in), .purpose = "the container"},
	{"Files", made_out_rows, offsetof(struct request, result), .purpose = "the new container"},
	{.groups = original_groups, .offset = offsetof(struct request, original)},
	{.groups = made_device_groups, .offset = offsetof(struct request, result)},
	{0},
};

static bool make(const struct request *request, const signfw_container *original, const struct signer *signer,
		 struct call *call, struct made *made)
{
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	signer_describe(&request->original.signer, signer, &how);
	made_describe(made, &how);
	const enum signfw_status status = signfw_resign(&made->container, original, signer->key, &how, &error);

	return made_judge(made, status, &error, call);
}

static bool resign(void *context, struct call *call)
{
	struct request *request = context;
	struct container_file original = {0};
	struct signer signer = {0};
	struct made made = {.source = &request->result};
	signfw_key *old_key = NULL;
	const bool done = made_begin(&made, call) && original_check(&request->original, call) &&
			  original_open_key(&request->original, call, &old_key) &&
			  signer_open(&request->original.signer, false, call, &signer) &&
			  original_read(request->original.in, old_key, call, &original, &made.found) &&
			  original_check_key_info(&request->original, &original, call) &&
			  make(request, original.container, &signer, call, &made) &&
			  made_verify(&made, signer.key, call) && made_ask_device(&made, &signer, NULL, call) &&
			  made_write(&made, call);
	const bool printed = made_print(&made, &signer, "signed again, ", call);

	made_release(&made);
	container_release(&original);
	signer_release(&signer);
	signfw_key_free(old_key);
	return done && printed;
}

const struct command cmd_resign = {
	.name = "resign",
	.summary = "Sign an existing container again, with another key",
	.synopsis = "--in FILE --out FILE --key KEY --verify-key KEY [OPTIONS]",
	.notes = "Images and hash table stay as they are; signature, SIGNTYPE and PKEYINFO are new.",
	.examples = {"resign --verify-key pub.pem -k new.pem -o b.sign a.sign",
		     "resign --no-verify -k new.pem -o b.sign a.sign"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = resign,
};
