/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "files/file.h"
#include "printing/report.h"
#include "signfw/container.h"

/* Far more than any device has. */
#define REGIONS_MAX 256

static int fail_region(const struct call *call, const char *text)
{
	return usage_error(call, "--region: '%s' isn't [NAME=]ADDR:SIZE, e.g. ram=0x10000000:0x40000", text);
}

/* [NAME=]ADDR:SIZE */
static int take_region(struct target *target, const struct call *call, const char *text)
{
	const char *equals = strchr(text, '=');
	const char *numbers = equals == NULL ? text : equals + 1;
	char address[32];
	const char *colon = strchr(numbers, ':');
	struct signfw_region region = {0};

	if (target->region_count == REGIONS_MAX)
		return usage_error(call, "--region: more than %d", REGIONS_MAX);
	if (colon == NULL || (size_t)(colon - numbers) >= sizeof(address))
		return fail_region(call, text);
	memcpy(address, numbers, (size_t)(colon - numbers));
	address[colon - numbers] = '\0';
	if (!parse_number(address, UINT32_MAX, &region.device_address) ||
	    !parse_number(colon + 1, (UINT64_C(1) << 32) - region.device_address, &region.size))
		return fail_region(call, text);
	region.physical_address = region.device_address;
	char *name = equals == NULL ? NULL : strndup(text, (size_t)(equals - text));

	if (equals == NULL && asprintf(&name, "region%zu", target->region_count) < 0)
		name = NULL;
	target->regions = realloc(target->regions, (target->region_count + 1) * sizeof(*target->regions));
	target->names = realloc(target->names, (target->region_count + 1) * sizeof(*target->names));
	if (name == NULL || target->regions == NULL || target->names == NULL) {
		message(NULL, "out of memory");
		exit(EXIT_UNABLE);
	}
	region.name = name;
	target->names[target->region_count] = name;
	target->regions[target->region_count++] = region;
	return EXIT_DONE;
}

int target_take_option(struct target *target, const struct call *call, int id, char *argument)
{
	switch (id) {
	case OPT_DEVICE:
		target->device = argument;
		return EXIT_DONE;
	case OPT_BOARD:
		target->board = argument;
		return EXIT_DONE;
	case OPT_DTB:
		target->dtb = argument;
		return EXIT_DONE;
	case OPT_NODE:
		target->node = argument;
		return EXIT_DONE;
	case OPT_REGION:
		return take_region(target, call, argument);
	case OPT_BITS:
		if (strcmp(argument, "32") != 0 && strcmp(argument, "64") != 0)
			return usage_error(call, "--bits: '%s' is neither 32 nor 64", argument);
		target->bits = argument[0] == '3' ? 32 : 64;
		return EXIT_DONE;
	default:
		if (!parse_number(argument, UINT32_MAX, &target->heap_size) || target->heap_size == 0)
			return usage_error(call, "--heap: '%s' isn't a number of bytes", argument);
		return EXIT_DONE;
	}
}

bool target_is_set(const struct target *target)
{
	return target->device != NULL || target->board != NULL || target->dtb != NULL || target->region_count > 0 ||
	       target->heap_size != 0 || target->bits != 0;
}

void target_release(struct target *target)
{
	for (size_t i = 0; i < target->region_count; i++)
		free(target->names[i]);
	free(target->names);
	free(target->regions);
	*target = (struct target){0};
}

static int open_devicetree(const struct target *target, const struct call *call, signfw_memory **memory)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct file file;

	if (!file_read(target->dtb, call->max_size, &file))
		return EXIT_UNABLE;
	const enum signfw_status status =
		signfw_memory_from_devicetree(memory, file.data, file.size, target->node, &error);

	file_free(&file);
	if (status != SIGNFW_OK)
		message(target->dtb, "%s", error.message);
	return exit_code_of(status);
}

static int open_memory(const struct target *target, const struct call *call, signfw_memory **memory)
{
	const int sources = (target->board != NULL) + (target->dtb != NULL) + (target->region_count > 0);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = SIGNFW_OK;

	if (sources > 1)
		return usage_error(call, "--board, --dtb and --region exclude each other");
	if (target->node != NULL && target->dtb == NULL)
		return usage_error(call, "--node goes with --dtb");
	if (target->dtb != NULL)
		return open_devicetree(target, call, memory);
	if (target->board != NULL)
		status = signfw_memory_from_board(memory, target->board, &error);
	else if (target->region_count > 0)
		status = signfw_memory_from_regions(memory, target->regions, target->region_count, &error);
	if (status != SIGNFW_OK)
		message(NULL, "%s", error.message);
	return exit_code_of(status);
}

int target_open(const struct target *target, const struct call *call, const signfw_key *key, signfw_memory **memory,
		signfw_device **device)
{
	struct signfw_device_options how = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	int code = open_memory(target, call, memory);

	if (code != EXIT_DONE)
		return code;
	how.version = target->device;
	how.memory = *memory;
	how.key = key;
	how.heap_size = target->heap_size;
	how.bits = target->bits;
	how.enc_key = target->enc_key;
	const enum signfw_status status = signfw_device_new(device, &how, &error);

	if (status != SIGNFW_OK)
		message(NULL, "%s", error.message);
	return exit_code_of(status);
}

/* All bytes of a container in one piece, for free(); NULL, and reported, for want of memory. */
static uint8_t *join_chunks(const signfw_container *container)
{
	uint8_t *bytes = malloc((size_t)signfw_container_size(container));
	const void *data;
	size_t size, used = 0;

	if (bytes == NULL)
		message(NULL, "out of memory");
	for (size_t i = 0; bytes != NULL && signfw_container_chunk(container, i, &data, &size) == SIGNFW_OK; i++) {
		memcpy(bytes + used, data, size);
		used += size;
	}
	return bytes;
}

/* Gives the device a LOAD; EXIT_DONE if it succeeds. */
static int load(const struct call *call, signfw_device *device, const signfw_container *container, const char *file,
		bool force)
{
	uint8_t *bytes = join_chunks(container);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_answer answer;

	if (bytes == NULL)
		return EXIT_UNABLE;
	const enum signfw_status status = signfw_device_invoke(
		device, SIGNFW_COMMAND_LOAD, bytes, (size_t)signfw_container_size(container), &answer, &error);

	free(bytes);
	if (status != SIGNFW_OK) {
		message(file, "%s", error.message);
		return exit_code_of(status);
	}
	report_findings(file, SOURCE_IS_PART, signfw_device_findings(device), call->quiet, call->verbose);
	if (answer.result == SIGNFW_TEE_SUCCESS)
		return EXIT_DONE;
	const char *name = signfw_tee_result_name(answer.result);

	if (!force || !call->quiet)
		message(file, "%s%s would answer 0x%08x %s: %s [%s]", force ? "warning: " : "",
			signfw_device_version(device), answer.result, name == NULL ? "" : name, answer.reason,
			answer.rule);
	if (!force)
		message(NULL, "not signed, because the device would refuse it; --force signs it nevertheless");
	return force ? EXIT_DONE : EXIT_REFUSED;
}

int target_ask(const struct target *target, const struct call *call, const signfw_key *key,
	       const signfw_container *container, const char *file, bool force)
{
	signfw_memory *memory = NULL;
	signfw_device *device = NULL;
	int code = target_open(target, call, key, &memory, &device);

	if (code == EXIT_DONE)
		code = load(call, device, container, file, force);
	signfw_device_free(device);
	signfw_memory_free(memory);
	return code;
}
