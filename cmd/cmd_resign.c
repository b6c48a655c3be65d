/* SPDX-License-Identifier: BSD-2-Clause */
/* resign: another signature on an existing container. */
#include "commands.h"
#include "containers/made.h"
#include "containers/original.h"
#include "signfw/container.h"

struct request {
	struct original_source original;
	struct signer_source signer;
	struct made_source result;
};

static const struct option_group groups[] = {
	{"Files", container_in_rows, offsetof(struct request, original.in), "the container"},
	{"Files", made_out_rows, offsetof(struct request, result), "the new container"},
	{"Container as it is", original_rows, offsetof(struct request, original), NULL},
	{"Key and signature", key_rows, offsetof(struct request, signer.key), "the new private key"},
	{"Key and signature", signer_key_rows, offsetof(struct request, signer), NULL},
	{"Key and signature", original_key_info_rows, offsetof(struct request, original), NULL},
	{"Key and signature", signer_signature_rows, offsetof(struct request, signer), NULL},
	{"Key and signature", key_source_rows, offsetof(struct request, signer.key), NULL},
	{"Signing by a command", sign_command_rows, offsetof(struct request, signer.command), NULL},
	{"Device that has to accept it", target_rows, offsetof(struct request, result.target),
	 "refuse what this device would refuse"},
	{"Device that has to accept it", made_force_rows, offsetof(struct request, result), NULL},
	{0},
};

static bool make(const struct request *request, const signfw_container *original, const struct signer *signer,
		 struct call *call, struct made *made)
{
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	signer_describe(&request->signer, signer, &how);
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
	const bool done = made_begin(&made, call) && original_check(&request->original, &request->signer, call) &&
			  original_open_key(&request->original, &request->signer, call, &old_key) &&
			  signer_open(&request->signer, false, call, &signer) &&
			  original_read(request->original.in, old_key, call, &original, &made.found) &&
			  original_check_key_info(&request->original, &request->signer, &original, call) &&
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
