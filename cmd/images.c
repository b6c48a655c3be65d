/* SPDX-License-Identifier: BSD-2-Clause */
#include "images.h"

#include <string.h>

#include "bootaddr.h"
#include "signfw/container.h"

#define BOOTADDR_OPTION "--bootaddr"

#define DEFAULT_LAYOUT   "optee"
#define ENCRYPTED_LAYOUT "st-4.0"

static int take_table(struct images *images, const struct call *call, const char *name)
{
	images->table_loads_only = strcmp(name, "load") == 0;
	if (!images->table_loads_only && strcmp(name, "all") != 0)
		return usage_error(call, "--table: '%s' isn't known, expected all or load", name);
	return EXIT_DONE;
}

/* The TLV is one of the platform's, in its order; an address that is to be found comes later. */
static int take_bootaddr(struct images *images, const struct call *call, const char *argument)
{
	uint64_t address = 0;

	images->bootaddr_auto = strcmp(argument, "auto") == 0;
	if (!images->bootaddr_auto && !parse_number(argument, UINT32_MAX, &address))
		return usage_error(call, "--bootaddr: '%s' is neither auto nor a 32-bit address", argument);
	return platform_add_number(&images->platform, BOOTADDR_OPTION, "BOOTADDR", "NSBOOTADDR", (uint32_t)address);
}

static int find_bootaddr(struct images *images, const struct call *call)
{
	uint32_t address = 0;
	const int code = bootaddr_find(&images->signing, call, &address);

	platform_set_number(&images->platform, BOOTADDR_OPTION, address);
	return code;
}

int images_take_option(struct images *images, struct call *call, int id, char *argument)
{
	switch (id) {
	case OPT_LAYOUT:
		images->layout = argument;
		return EXIT_DONE;
	case OPT_TLV_ORDER:
		images->tlv_order = argument;
		return EXIT_DONE;
	case OPT_BOOTADDR:
		return take_bootaddr(images, call, argument);
	case OPT_STRIP:
		images->strip = true;
		return EXIT_DONE;
	case OPT_TABLE:
		return take_table(images, call, argument);
	case OPT_PAD_SEGMENTS:
		images->pad_segments = true;
		return EXIT_DONE;
	case OPT_ENC_KEY:
	case OPT_ALLOW_SHORT_AES_KEY:
		return enc_key_take_option(&images->enc_key_source, id, argument);
	case OPT_PLAT_TLV:
	case OPT_PLAT_TLV_FILE:
		return platform_take_option(&images->platform, call, id, argument);
	default:
		return signing_take_option(&images->signing, call, id, argument);
	}
}

/* The layout that the container is going to have: a name such as BOOTADDR says whose script was called. */
static const char *layout_of(const struct images *images)
{
	const char *named = platform_layout(&images->platform);

	if (images->layout != NULL)
		return images->layout;
	if (images->enc_key_source.path != NULL)
		return ENCRYPTED_LAYOUT;
	return named == NULL ? DEFAULT_LAYOUT : named;
}

static int check(const struct images *images, const struct call *call)
{
	const char *path = images->enc_key_source.path;
	int code = EXIT_DONE;

	if (images->signing.input_count == 0)
		return usage_error(call, "no image: --in is missing");
	if (path == NULL && images->pad_segments)
		return usage_error(call, "--pad-segments goes with --enc-key");
	code = signing_check(&images->signing, call, (struct other_file){"--enc-key", path});
	for (size_t i = 0; i < images->platform.count && code == EXIT_DONE; i++)
		code = signing_check_other(&images->signing, call,
					   (struct other_file){"--plat-tlv-file", images->platform.sources[i].file});
	return code;
}

/* Makes the container, or says in `error` why not. */
static enum signfw_status build(struct images *images, struct signfw_error *error)
{
	struct signing *signing = &images->signing;
	struct signfw_input inputs[SIGNFW_MAX_IMAGES];
	const enum signfw_status status = signfw_findings_new(&signing->findings, error);
	struct signfw_sign_options how = signing_describe(signing);

	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < signing->file_count; i++)
		inputs[i] = (struct signfw_input){signing->files[i].data, signing->files[i].size, signing->inputs[i]};
	how.layout = layout_of(images);
	how.tlv_order = images->tlv_order;
	how.platform_tlvs = images->platform.tlvs;
	how.platform_tlv_count = images->platform.count;
	how.flags |= images->strip ? SIGNFW_SIGN_STRIP : 0;
	how.flags |= images->table_loads_only ? SIGNFW_SIGN_TABLE_LOADS_ONLY : 0;
	how.enc_key = images->enc_key.size == 0 ? NULL : images->enc_key.bytes;
	how.enc_key_size = images->enc_key.size;
	how.flags |= images->pad_segments ? SIGNFW_SIGN_PAD_SEGMENTS : 0;
	return signfw_build(&signing->container, inputs, signing->file_count, signing->key, &how, error);
}

int images_build(struct images *images, const struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	int code = check(images, call);

	if (code == EXIT_DONE)
		code = platform_resolve(&images->platform, call, layout_of(images));
	if (code != EXIT_DONE)
		return code;
	if (!call->quiet)
		platform_warn(&images->platform);
	code = signing_read(&images->signing, call);
	if (code == EXIT_DONE && images->bootaddr_auto)
		code = find_bootaddr(images, call);
	if (code == EXIT_DONE)
		code = enc_key_load(&images->enc_key_source, call, &images->enc_key);
	if (code != EXIT_DONE)
		return code;
	const enum signfw_status status = build(images, &error);

	if (images->enc_key.size > 0)
		images->signing.target.enc_key = images->enc_key.bytes;
	code = signing_finish(&images->signing, call, status, &error);
	enc_key_wipe(&images->enc_key);
	return code;
}

void images_release(struct images *images)
{
	enc_key_wipe(&images->enc_key);
	platform_release(&images->platform);
	signing_release(&images->signing);
}
