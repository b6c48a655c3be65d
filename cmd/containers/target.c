/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments/nearest.h"
#include "arguments/number.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/file.h"

/* Far more than any device has. */
#define REGIONS_MAX 256

static const struct choice bits[] = {{"32", 32}, {"64", 64}, {0}};

/* The numbers of [NAME=]ADDR:SIZE; the name is what is in front of *name_end, if that isn't NULL. */
static bool parse_region(const char *text, struct signfw_region *out, const char **name_end)
{
	const char *equals = strchr(text, '=');
	const char *numbers = equals == NULL ? text : equals + 1;
	const char *colon = strchr(numbers, ':');
	char address[32];

	if (colon == NULL || (size_t)(colon - numbers) >= sizeof(address))
		return false;
	memcpy(address, numbers, (size_t)(colon - numbers));
	address[colon - numbers] = '\0';
	if (!parse_number(address, UINT32_MAX, &out->device_address) ||
	    !parse_size(colon + 1, (UINT64_C(1) << 32) - out->device_address, &out->size))
		return false;
	out->physical_address = out->device_address;
	*name_end = equals;
	return true;
}

static bool check_region(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct signfw_region region;
	const char *name_end;

	(void)field;
	return parse_region(argument, &region, &name_end) ||
	       call_misused(call, "--%s: '%s' isn't [NAME=]ADDR:SIZE, e.g. ram=0x10000000:256K", row->name, argument);
}

const struct option_row target_rows[] = {
	{"device", 0, "NAME", OPTION_NAME, offsetof(struct target_source, device), .names = signfw_device_name,
	 .help = "; 'check\t--list-devices'"},
	{"board", 0, "NAME", OPTION_NAME, offsetof(struct target_source, board), .names = signfw_board_name,
	 .help = "the device's memory, of a built-in board; 'check\t--list-boards'"},
	{"dtb", 0, "FILE", OPTION_TEXT, offsetof(struct target_source, dtb), .file = FILE_READ,
	 .help = "its memory, from OP-TEE's compiled device tree"},
	{"node", 0, "NODE", OPTION_TEXT, offsetof(struct target_source, node),
	 .help = "path or compatible of the remote processor in that tree"},
	{"region", 0, "[NAME=]ADDR:SIZE", OPTION_LIST, offsetof(struct target_source, regions), .most = REGIONS_MAX,
	 .parse = check_region, .help = "its memory, region by region"},
	{"heap", 0, "SIZE", OPTION_SIZE, offsetof(struct target_source, heap_size), .least = 1, .most = UINT32_MAX,
	 .expected = "a size above 0 and below 4G, e.g. 8192 or 8K",
	 .help = "heap of the device's TA; 4K if not given"},
	{"optee", 0, "PATH", OPTION_LIST, offsetof(struct target_source, optee), .most = BUILD_FILES_MAX,
	 .file = FILE_READ,
	 .help = "the build of OP-TEE that it runs: tee.elf, tee.bin, all parts of a build with pager, a FIP, conf.mk, "
		 "or the build's folder; what it doesn't say, and what is to be otherwise, is given by the other "
		 "options"},
	{"bits", 0, NULL, OPTION_CHOICE, offsetof(struct target_source, bits), .choices = bits,
	 .help = "width of the device's TA; that of its board if not given"},
	{0},
};

bool target_is_set(const struct target_source *source)
{
	return source->device != NULL || source->board != NULL || source->dtb != NULL || source->regions.count > 0 ||
	       source->heap_size != 0 || source->bits != 0 || source->optee.count > 0;
}

bool target_has_memory(const struct target_source *source)
{
	return source->board != NULL || source->dtb != NULL || source->regions.count > 0;
}

static bool open_devicetree(const struct target_source *source, struct call *call, signfw_memory **memory)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct file file;

	if (!file_read(source->dtb, call->max_size, &file))
		return call_ends(call, EXIT_UNABLE);
	const enum signfw_status status =
		signfw_memory_from_devicetree(memory, file.data, file.size, source->node, &error);

	file_free(&file);
	return status == SIGNFW_OK || call_fails(call, exit_code_of(status), source->dtb, "%s", error.message);
}

static char *name_region(const char *text, const char *end, size_t index)
{
	char *name = end == NULL ? NULL : memory_or_exit(strndup(text, (size_t)(end - text)));

	if (name == NULL && asprintf(&name, "region%zu", index) < 0)
		out_of_memory();
	return name;
}

static enum signfw_status open_regions(const struct arguments *given, signfw_memory **memory,
				       struct signfw_error *error)
{
	struct signfw_region *regions = memory_or_exit(calloc(given->count, sizeof(*regions)));
	char **names = memory_or_exit(calloc(given->count, sizeof(*names)));
	const char *name_end = NULL;

	for (size_t i = 0; i < given->count; i++) {
		const char *text = given->list[i].first;

		parse_region(text, &regions[i], &name_end);
		names[i] = name_region(text, name_end, i);
		regions[i].name = names[i];
	}
	const enum signfw_status status = signfw_memory_from_regions(memory, regions, given->count, error);

	for (size_t i = 0; i < given->count; i++)
		free(names[i]);
	free(names);
	free(regions);
	return status;
}

bool target_open_board(const char *board, struct call *call, signfw_memory **memory)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status = signfw_memory_from_board(memory, board, &error);

	if (status == SIGNFW_OK)
		return true;
	const struct hint hint = nearest_of_names(board, signfw_board_name, "'check --list-boards' lists them");

	return call_fails(call, exit_code_of(status), NULL, "%s%s", error.message, hint.text);
}

static bool open_memory(const struct target_source *source, struct call *call, signfw_memory **memory)
{
	const int sources = (source->board != NULL) + (source->dtb != NULL) + (source->regions.count > 0);
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (sources > 1)
		return call_misused(call, "--board, --dtb and --region exclude each other");
	if (source->node != NULL && source->dtb == NULL && source->optee.count == 0)
		return call_misused(call, "--node goes with --dtb or --optee");
	if (source->dtb != NULL)
		return open_devicetree(source, call, memory);
	if (source->board != NULL)
		return target_open_board(source->board, call, memory);
	return source->regions.count == 0 ||
	       call_succeeds(call, NULL, open_regions(&source->regions, memory, &error), &error);
}

/* The device as its build is, where the options don't say otherwise. */
static bool open_build(const struct target_source *source, const signfw_key *key, struct call *call, struct target *out)
{
	const struct signfw_optee_build_facts *facts = &out->source.build.facts;
	struct signfw_device_options *what = &out->what;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (!build_source_open(&source->optee, key, call, &out->source))
		return false;
	if (what->version == NULL)
		what->version = facts->device;
	if (what->heap_size == 0)
		what->heap_size = facts->heap_size;
	if (what->bits == 0)
		what->bits = facts->bits;
	if (what->key == NULL)
		what->key = out->source.key;
	if (what->memory != NULL || facts->devicetree == NULL)
		return true;
	const enum signfw_status status = signfw_memory_from_devicetree(
		&out->memory, facts->devicetree, (size_t)facts->devicetree_size, source->node, &error);

	what->memory = out->memory;
	return status == SIGNFW_OK || call_fails(call, exit_code_of(status), out->source.paths[0], "%s", error.message);
}

bool target_open(const struct target_source *source, const signfw_key *key, const uint8_t *enc_key, struct call *call,
		 struct target *out)
{
	struct signfw_device_options *what = &out->what;

	if (!open_memory(source, call, &out->memory))
		return false;
	*what = (struct signfw_device_options)SIGNFW_DEVICE_OPTIONS_INIT;
	what->version = source->device;
	what->memory = out->memory;
	what->key = key;
	what->heap_size = source->heap_size;
	what->bits = (uint64_t)source->bits;
	what->enc_key = enc_key;
	if (source->optee.count > 0 && !open_build(source, key, call, out))
		return false;
	return target_reset(out, call);
}

bool target_reset(struct target *target, struct call *call)
{
	const char *name = target->what.version;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	signfw_device_free(target->device);
	target->device = NULL;
	const enum signfw_status status = signfw_device_new(&target->device, &target->what, &error);

	if (status == SIGNFW_OK)
		return true;
	struct hint hint = {""};

	if (name != NULL)
		hint = nearest_of_names(name, signfw_device_name, "'check --list-devices' lists them");
	return call_fails(call, exit_code_of(status), NULL, "%s%s", error.message, hint.text);
}

bool target_is_unable(const struct target *target, struct signfw_answer *answer)
{
	const struct examined_build *build = &target->source.build;

	if (build->build == NULL || build->facts.loads)
		return false;
	*answer = (struct signfw_answer){
		.result = SIGNFW_TEE_NOT_SUPPORTED,
		.rule = "session",
		.reason = "this build of OP-TEE can't load firmware: no session is opened",
		.offset = SIGNFW_NO_OFFSET,
	};
	return true;
}

void target_release(struct target *target)
{
	signfw_device_free(target->device);
	signfw_memory_free(target->memory);
	build_source_release(&target->source);
}
