/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/images.h"

#include "base/progress.h"
#include "containers/boot_address.h"
#include "signfw/container.h"

static const struct choice tables[] = {{"all", TABLE_ALL}, {"load", TABLE_LOADS}, {0}};

const struct option_row image_in_rows[] = {
	{"in", 0, "FILE", OPTION_LIST, offsetof(struct images_source, in), .most = SIGNFW_MAX_IMAGES, .noun = "image",
	 .is_operand = true, .required = "no image: --in is missing", .file = FILE_READ,
	 .help = "an ELF image, 1 to 255 times, in this order"},
	{0},
};

const struct choice tlv_orders[] = {{"st", 1}, {"upstream", 2}, {0}};

static const struct option_row layout_rows[] = {
	{"layout", 0, NULL, OPTION_NAME, offsetof(struct images_source, layout), .names = signfw_layout_name,
	 .help = "container layout, that of the device's OP-TEE; "
		 "if not given, optee, or that which has the names of "
		 "--plat-tlv; with --bootaddr or --enc-key, st-4.0"},
	{"tlv-order", 0, NULL, OPTION_TEXT, offsetof(struct images_source, tlv_order), .choices = tlv_orders,
	 .help = "order of TLVs in st-4.0: that of ST's script, if not given, "
		 "or that of its older ones, which is upstream's"},
	{0},
};

static const struct option_row table_rows[] = {
	{"strip", 0, NULL, OPTION_FLAG, offsetof(struct images_source, strip),
	 .help = "sign the images without what no device loads"},
	{"table", 0, NULL, OPTION_CHOICE, offsetof(struct images_source, table), .choices = tables,
	 .help = "program headers in the hash table: all, or only those of PT_LOAD "
		 "segments, which is all that devices need; all if not given"},
	{0},
};

static const struct option_row padding_rows[] = {
	{"pad-segments", 0, NULL, OPTION_FLAG, offsetof(struct images_source, pad_segments),
	 .help = "extend segments to a multiple of 16 bytes, as encryption needs, where nothing is in the way"},
	{0},
};

const struct option_group image_groups[] = {
	{"Container", layout_rows, .offset = 0},
	{"Container", platform_tlv_rows, .offset = offsetof(struct images_source, platform)},
	{"Container", boot_address_rows, .offset = offsetof(struct images_source, platform)},
	{"Container", table_rows, .offset = 0},
	{"Encryption", enc_key_rows, offsetof(struct images_source, enc_key),
	 .purpose = "encrypt PT_LOAD segments with the key in this file"},
	{"Encryption", padding_rows, .offset = 0},
	{0},
};

/* The first layout whose images can be encrypted; NULL if none can. */
static const char *layout_of_encrypted(void)
{
	const char *layout;
	uint32_t type;

	for (size_t i = 0; (layout = signfw_layout_name(i, NULL)) != NULL; i++)
		if (signfw_tlv_type(layout, signfw_tlv_name(SIGNFW_TLV_ENCTABLE), &type, NULL) == SIGNFW_OK)
			break;
	return layout;
}

/* A name such as BOOTADDR says whose script was called. */
static const char *choose_layout(const struct images_source *source)
{
	const char *named = platform_tlvs_layout(&source->platform);

	if (source->layout != NULL)
		return source->layout;
	if (source->enc_key.path != NULL)
		return layout_of_encrypted();
	return named == NULL ? signfw_layout_name(0, NULL) : named;
}

/* Chooses the layout, and reads the platform TLVs. */
static bool begin(const struct images_source *source, struct call *call, struct images *images)
{
	if (source->pad_segments && source->enc_key.path == NULL)
		return call_misused(call, "--pad-segments goes with --enc-key");
	images->layout = choose_layout(source);
	return platform_tlvs_read(&source->platform, images->layout, call, &images->platform);
}

static bool find_boot_address(struct images_job *job, struct call *call)
{
	struct images *images = &job->images;
	uint32_t address = 0;

	if (images->platform.searched == images->platform.count)
		return true;
	if (!boot_address_find(&images->inputs, call, job->made.findings, &address))
		return false;
	platform_tlvs_found(&images->platform, address);
	return true;
}

static void describe(const struct images_job *job, struct signfw_sign_options *how)
{
	const struct images_source *source = job->source;
	const struct images *images = &job->images;

	signer_describe(job->signer_source, &job->signer, how);
	made_describe(&job->made, how);
	how->layout = images->layout;
	how->tlv_order = source->tlv_order;
	how->platform_tlvs = images->platform.list;
	how->platform_tlv_count = images->platform.count;
	how->flags |= source->strip ? SIGNFW_SIGN_STRIP : 0;
	how->flags |= source->table == TABLE_LOADS ? SIGNFW_SIGN_TABLE_LOADS_ONLY : 0;
	how->flags |= source->pad_segments ? SIGNFW_SIGN_PAD_SEGMENTS : 0;
	how->enc_key = enc_key_bytes(&images->enc_key);
	how->enc_key_size = images->enc_key.size;
	how->digests = images->inputs.meanwhile.digests;
}

/* Where an image that stays as it is begins in its container; SIGNFW_NO_OFFSET if that isn't known. */
static uint64_t find_place(const struct images_job *job, const struct file *image)
{
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	const struct signfw_input input = {image->data, image->size, NULL};
	signfw_container *container = NULL;
	uint64_t offset = 0, place = SIGNFW_NO_OFFSET;
	const void *data;
	size_t size;

	describe(job, &how);
	how.flags |= SIGNFW_SIGN_PLAN;
	how.findings = NULL; /* they are found again */
	if (signfw_build(&container, &input, 1, job->signer.key, &how, NULL) != SIGNFW_OK)
		return SIGNFW_NO_OFFSET;
	for (size_t i = 0; signfw_container_chunk(container, i, &data, &size) == SIGNFW_OK; i++, offset += size)
		if (data == image->data)
			place = offset;
	signfw_container_free(container);
	return place;
}

/* Begins with the container while its image is hashed. */
static void write_ahead(const void *context, const struct file *image)
{
	const struct images_job *job = context;
	const uint64_t place = find_place(job, image);

	if (place != SIGNFW_NO_OFFSET)
		output_begin(job->made.source->out, image->data, image->size, place);
}

static bool read_all(struct images_job *job, struct call *call)
{
	const struct images_source *source = job->source;
	struct images *images = &job->images;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (!call_succeeds(call, NULL, signfw_digests_new(&images->inputs.meanwhile.digests, &error), &error))
		return false;
	if (source->in.count == 1 && source->enc_key.path == NULL && !source->strip) {
		images->inputs.meanwhile.when_read = write_ahead;
		images->inputs.meanwhile.context = job;
	}
	return inputs_read(&source->in, call, &images->inputs) && find_boot_address(job, call) &&
	       enc_key_open(&source->enc_key, call, &images->enc_key);
}

static bool build(struct images_job *job, struct call *call)
{
	const struct inputs *inputs = &job->images.inputs;
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	describe(job, &how);
	/* a command that signs may ask for something */
	progress_begin(!call->quiet && job->signer_source->command.path == NULL);
	progress_step("hashing", 1, 1, inputs->list[0].name);
	const enum signfw_status status =
		signfw_build(&job->made.container, inputs->list, inputs->count, job->signer.key, &how, &error);

	progress_end();
	return made_judge(&job->made, status, &error, call);
}

bool images_make(struct images_job *job, struct call *call)
{
	return made_begin(&job->made, call) && signer_check(job->signer_source, call) &&
	       begin(job->source, call, &job->images) &&
	       signer_open(job->signer_source, job->made.is_unsigned, call, &job->signer) && read_all(job, call) &&
	       build(job, call) && made_ask_device(&job->made, &job->signer, &job->images.enc_key, call);
}

void images_release(struct images_job *job)
{
	made_release(&job->made);
	signer_release(&job->signer);
	enc_key_wipe(&job->images.enc_key);
	inputs_release(&job->images.inputs);
	platform_tlvs_release(&job->images.platform);
}
