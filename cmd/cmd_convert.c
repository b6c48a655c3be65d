/* SPDX-License-Identifier: BSD-2-Clause */
/* convert: a container in another layout. */
#include "commands.h"
#include "containers/images.h"
#include "containers/original.h"
#include "containers/platform_tlvs.h"
#include "signfw/container.h"

struct request {
	const char *layout;
	char *tlv_order;
	struct original_source original;
	struct arguments platform;
	struct made_source result;
};

static const struct option_row options[] = {
	{"to", 0, NULL, OPTION_NAME, offsetof(struct request, layout), .names = signfw_layout_name,
	 .required = "no layout: --to is missing", .help = "the other layout"},
	{"tlv-order", 0, NULL, OPTION_TEXT, offsetof(struct request, tlv_order), .choices = tlv_orders,
	 .help = "as for sign"},
	{0},
};

static const struct option_group groups[] = {
	{"Files", container_in_rows, offsetof(struct request, original.in), .purpose = "the container"},
	{"Files", made_out_rows, offsetof(struct request, result), .purpose = "the new container"},
	{"Container", options, .offset = 0},
	{"Container", platform_tlv_rows, .offset = offsetof(struct request, platform)},
	{.groups = original_groups, .offset = offsetof(struct request, original)},
	{.groups = made_device_groups, .offset = offsetof(struct request, result)},
	{0},
};

static bool make(const struct request *request, const struct platform_tlvs *platform, const signfw_container *original,
		 const struct signer *signer, struct call *call, struct made *made)
{
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	signer_describe(&request->original.signer, signer, &how);
	made_describe(made, &how);
	how.layout = request->layout;
	how.tlv_order = request->tlv_order;
	how.platform_tlvs = platform->list;
	how.platform_tlv_count = platform->count;
	const enum signfw_status status = signfw_convert(&made->container, original, signer->key, &how, &error);

	return made_judge(made, status, &error, call);
}

static bool convert(void *context, struct call *call)
{
	struct request *request = context;
	struct platform_tlvs platform = {0};
	struct container_file original = {0};
	struct signer signer = {0};
	struct made made = {.source = &request->result};
	signfw_key *old_key = NULL;
	const bool done = made_begin(&made, call) && original_check(&request->original, call) &&
			  platform_tlvs_read(&request->platform, request->layout, call, &platform) &&
			  original_open_key(&request->original, call, &old_key) &&
			  signer_open(&request->original.signer, false, call, &signer) &&
			  original_read(request->original.in, old_key, call, &original, &made.found) &&
			  original_check_key_info(&request->original, &original, call) &&
			  make(request, &platform, original.container, &signer, call, &made) &&
			  made_verify(&made, signer.key, call) && made_ask_device(&made, &signer, NULL, call) &&
			  made_write(&made, call);
	const bool printed = made_print(&made, &signer, "converted, ", call);

	made_release(&made);
	container_release(&original);
	signer_release(&signer);
	signfw_key_free(old_key);
	platform_tlvs_release(&platform);
	return done && printed;
}

const struct command cmd_convert = {
	.name = "convert",
	.summary = "Put the images of a container into another layout",
	.synopsis = "--to LAYOUT --in FILE --out FILE --key KEY --verify-key KEY [OPTIONS]",
	.notes = "Images and their hash table stay as they are. BOOTADDR and BOOTSEC of st-4.0 and "
		 "SBOOTADDR and NSBOOTADDR of st-3.19 become each other where that is clear; "
		 "--plat-tlv replaces all of them.",
	.examples = {"convert --to st-4.0 --no-verify -k k.pem -o b.sign a.sign",
		     "convert --to optee --verify-key pub.pem -k k.pem -o b a.sign"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = convert,
};
