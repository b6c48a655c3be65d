/* SPDX-License-Identifier: BSD-2-Clause */
#include "images.h"

#include <string.h>

#include "bootaddr.h"

#define BOOTADDR_OPTION "--bootaddr"

/* What the library takes if none is given. */
#define DEFAULT_LAYOUT "optee"

static int take_table(struct images *images, const struct options *options, const char *name)
{
	images->table_loads_only = strcmp(name, "load") == 0;
	if (!images->table_loads_only && strcmp(name, "all") != 0)
		return usage_error(options->command, "--table: '%s' isn't known, expected all or load", name);
	return EXIT_DONE;
}

/* The TLV is one of the platform's, in its order; an address that is to be found comes later. */
static int take_bootaddr(struct images *images, const struct options *options, const char *argument)
{
	uint64_t address = 0;

	images->bootaddr_auto = strcmp(argument, "auto") == 0;
	if (!images->bootaddr_auto && !parse_number(argument, UINT32_MAX, &address))
		return usage_error(options->command, "--bootaddr: '%s' is neither auto nor a 32-bit address", argument);
	return platform_add_number(&images->platform, BOOTADDR_OPTION, "BOOTADDR", (uint32_t)address);
}

static int find_bootaddr(struct images *images, const struct options *options)
{
	uint32_t address = 0;
	const int code = bootaddr_find(&images->signing, options, &address);

	platform_set_number(&images->platform, BOOTADDR_OPTION, address);
	return code;
}

int images_take_option(struct images *images, struct options *options, int id, char *argument)
{
	switch (id) {
	case OPT_LAYOUT:
		images->layout = argument;
		return EXIT_DONE;
	case OPT_TLV_ORDER:
		images->tlv_order = argument;
		return EXIT_DONE;
	case OPT_BOOTADDR:
		return take_bootaddr(images, options, argument);
	case OPT_STRIP:
		images->strip = true;
		return EXIT_DONE;
	case OPT_TABLE:
		return take_table(images, options, argument);
	case OPT_PLAT_TLV:
	case OPT_PLAT_TLV_FILE:
		return platform_take_option(&images->platform, options, id, argument);
	default:
		return signing_take_option(&images->signing, options, id, argument);
	}
}

static int check(const struct images *images, const struct options *options)
{
	int code = EXIT_DONE;

	if (images->signing.input_count == 0)
		return usage_error(options->command, "no image: --in is missing");
	code = signing_check(&images->signing, options, (struct other_file){0});
	for (size_t i = 0; i < images->platform.count && code == EXIT_DONE; i++)
		code = signing_check_other(&images->signing, options,
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
	how.layout = images->layout;
	how.tlv_order = images->tlv_order;
	how.platform_tlvs = images->platform.tlvs;
	how.platform_tlv_count = images->platform.count;
	how.strip = images->strip;
	how.table_loads_only = images->table_loads_only;
	return signfw_build(&signing->container, inputs, signing->file_count, signing->key, &how, error);
}

int images_build(struct images *images, const struct options *options)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	int code = check(images, options);

	if (code == EXIT_DONE)
		code = platform_resolve(&images->platform, options->command,
					images->layout == NULL ? DEFAULT_LAYOUT : images->layout);
	if (code != EXIT_DONE)
		return code;
	if (!options->quiet)
		platform_warn(&images->platform);
	code = signing_read(&images->signing, options);
	if (code == EXIT_DONE && images->bootaddr_auto)
		code = find_bootaddr(images, options);
	if (code != EXIT_DONE)
		return code;
	const enum signfw_status status = build(images, &error);

	return signing_finish(&images->signing, options, status, &error);
}

void images_release(struct images *images)
{
	platform_release(&images->platform);
	signing_release(&images->signing);
}
