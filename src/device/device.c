/* SPDX-License-Identifier: BSD-2-Clause */
/* A device: its options, its states, its commands. */
#include "device/device.h"

#include <stdlib.h>

#include "cleanup.h"
#include "device/heap.h"
#include "error.h"
#include "key.h"
#include "options.h"

DEFINE_CLEANUP(device_cleanup, signfw_device, signfw_device_free)

enum signfw_status signfw_device_new(signfw_device **out, const struct signfw_device_options *options,
				     struct signfw_error *err)
{
	struct signfw_device_options mine = SIGNFW_DEVICE_OPTIONS_INIT;
	enum signfw_status status;

	OPTIONS_HAVE_NO_PADDING(struct signfw_device_options, heap_size);
	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "no place for the device was given");
	status = sfw_options_import(&mine, sizeof(mine), sizeof(mine), options, err);
	if (status != SIGNFW_OK)
		return status;
	const struct device_version *version = sfw_device_version(mine.version == NULL ? "optee" : mine.version);

	if (version == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "device \"%.32s\" isn't known", mine.version);
	CLEANUP(device_cleanup) signfw_device *device = calloc(1, sizeof(*device));

	if (device == NULL)
		return sfw_fail_memory(err);
	device->findings = sfw_findings_new();
	if (device->findings == NULL)
		return sfw_fail_memory(err);
	device->crypto = sfw_crypto_get(err);
	if (device->crypto == NULL)
		return SIGNFW_E_CRYPTO;
	device->version = version;
	device->memory = mine.memory;
	device->key = mine.key;
	device->heap_size = mine.heap_size == 0 ? SFW_TA_HEAP_DEFAULT : mine.heap_size;
	*out = device;
	device = NULL;
	return SIGNFW_OK;
}

void signfw_device_free(signfw_device *device)
{
	if (device == NULL)
		return;
	free(device->transfers);
	signfw_findings_free(device->findings);
	free(device);
}

const char *signfw_device_version(const signfw_device *device)
{
	return device->version->name;
}

static void forget_load(signfw_device *device)
{
	device->transfer_count = 0;
	device->has_resource_table = false;
}

static size_t count_copies(const signfw_device *device)
{
	size_t count = 0;

	for (size_t i = 0; i < device->transfer_count; i++)
		count += !device->transfers[i].zero;
	return count;
}

/* The first transfer before `index` that wrote the same memory; `index` if there is none. */
static size_t find_overwritten(const signfw_device *device, size_t index)
{
	const struct signfw_transfer *later = &device->transfers[index];
	const uint64_t begin = sfw_memory_cell(device->memory, later->physical_address);
	size_t i = 0;

	for (; i < index; i++) {
		const struct signfw_transfer *earlier = &device->transfers[i];
		const uint64_t at = sfw_memory_cell(device->memory, earlier->physical_address);

		if (at < begin + later->size && begin < at + earlier->size)
			break;
	}
	return i;
}

/* Two addresses may be one memory; devices look at each by itself. */
static void find_overwrites(const signfw_device *device)
{
	for (size_t i = 0; device->memory != NULL && i < device->transfer_count; i++) {
		const struct signfw_transfer *later = &device->transfers[i];
		const struct signfw_transfer *earlier = &device->transfers[find_overwritten(device, i)];

		if (earlier != later)
			sfw_find(device->findings, SFW_DEVICE_OVERWRITTEN, SIGNFW_NO_OFFSET,
				 "image %zu, segment %zu at address 0x%08x is written over image %zu, segment %zu at "
				 "0x%08x: it is the same memory",
				 later->image, later->segment, later->device_address, earlier->image, earlier->segment,
				 earlier->device_address);
	}
}

static enum signfw_status load(struct load *load)
{
	signfw_device *device = load->device;

	if (device->state == DEVICE_RESET)
		device->state = DEVICE_OFF;
	if (device->state == DEVICE_LOADED && device->version->load_ignored_while_loaded) {
		sfw_load_answer(load, SIGNFW_TEE_SUCCESS, "already-loaded", SIGNFW_NO_OFFSET,
				"firmware is loaded already; this container wasn't looked at");
		sfw_find(device->findings, SFW_DEVICE_LOAD_IGNORED, SIGNFW_NO_OFFSET,
			 "the device says success, but what runs is the firmware of an earlier LOAD");
		return SIGNFW_OK;
	}
	if (device->state != DEVICE_OFF) {
		sfw_load_answer(load, SIGNFW_TEE_BAD_STATE, "state", SIGNFW_NO_OFFSET, "firmware is %s already",
				device->state == DEVICE_LOADED ? "loaded" : "running");
		return SIGNFW_OK;
	}
	forget_load(device);
	if (load->buffer.bytes.size == 0)
		sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "buffer", SIGNFW_NO_OFFSET, "the buffer is empty");
	else
		sfw_load_run(load);
	if (load->status != SIGNFW_OK)
		return load->status;
	find_overwrites(device);
	if (load->answer->result == SIGNFW_TEE_SUCCESS) {
		device->state = DEVICE_LOADED;
		return SIGNFW_OK;
	}
	device->has_resource_table = false;
	const size_t copies = count_copies(device);

	if (copies > 0)
		sfw_find(device->findings, SFW_DEVICE_PARTLY_LOADED, load->answer->offset,
			 "the firmware is refused, but %zu %s of it %s in memory already, and %s there", copies,
			 copies == 1 ? "segment" : "segments", copies == 1 ? "is" : "are",
			 copies == 1 ? "stays" : "stay");
	return SIGNFW_OK;
}

static void answer(struct load *load, uint32_t result, const char *rule, const char *reason)
{
	sfw_load_answer(load, result, rule, SIGNFW_NO_OFFSET, "%s", reason);
}

static void start(struct load *load)
{
	if (load->device->state == DEVICE_OFF) {
		answer(load, SIGNFW_TEE_BAD_STATE, "state", "nothing is loaded");
		return;
	}
	answer(load, SIGNFW_TEE_SUCCESS, "started",
	       load->device->state == DEVICE_STARTED ? "the processor runs already" : "the processor runs");
	load->device->state = DEVICE_STARTED;
}

static void stop(struct load *load)
{
	switch (load->device->state) {
	case DEVICE_STARTED:
		load->device->state = DEVICE_OFF;
		load->device->has_resource_table = false;
		answer(load, SIGNFW_TEE_SUCCESS, "stopped", "the processor is stopped; its memory keeps what it holds");
		return;
	case DEVICE_LOADED:
		answer(load, SIGNFW_TEE_BAD_STATE, "state", "firmware is loaded, but doesn't run; it stays loaded");
		return;
	case DEVICE_OFF:
	case DEVICE_RESET:
		answer(load, SIGNFW_TEE_SUCCESS, "stopped", "nothing runs");
	}
}

static void get_resource_table(struct load *load)
{
	if (load->device->state == DEVICE_OFF)
		answer(load, SIGNFW_TEE_BAD_STATE, "state", "nothing is loaded");
	else
		answer(load, SIGNFW_TEE_SUCCESS, "resource-table",
		       load->device->has_resource_table ? "the firmware has a resource table"
							: "the firmware has no resource table: address and size are 0");
}

static void release(struct load *load)
{
	signfw_device *device = load->device;

	if (!device->version->has_release) {
		answer(load, SIGNFW_TEE_BAD_PARAMETERS, "command", "this version doesn't know the command");
	} else if (device->state == DEVICE_STARTED) {
		answer(load, SIGNFW_TEE_BAD_STATE, "state", "the processor runs");
	} else {
		device->state = DEVICE_OFF;
		forget_load(device);
		answer(load, SIGNFW_TEE_SUCCESS, "released", "memory is cleared");
	}
}

/* All commands but LOAD, of which the TA wants to have seen one. */
static void other_command(struct load *load, enum signfw_command command)
{
	if (command == SIGNFW_COMMAND_GET_COREDUMP) {
		answer(load, SIGNFW_TEE_NOT_IMPLEMENTED, "command", "no version implements this command");
		return;
	}
	if (load->device->state == DEVICE_RESET) {
		answer(load, SIGNFW_TEE_BAD_PARAMETERS, "state", "there was no LOAD since reset");
		return;
	}
	switch (command) {
	case SIGNFW_COMMAND_START:
		start(load);
		return;
	case SIGNFW_COMMAND_STOP:
		stop(load);
		return;
	case SIGNFW_COMMAND_GET_RSC_TABLE:
		get_resource_table(load);
		return;
	case SIGNFW_COMMAND_RELEASE:
		release(load);
		return;
	case SIGNFW_COMMAND_LOAD:
	case SIGNFW_COMMAND_GET_COREDUMP:
		break;
	}
	answer(load, SIGNFW_TEE_BAD_PARAMETERS, "command", "no version knows this command");
}

enum signfw_status signfw_device_invoke(signfw_device *device, enum signfw_command command, const void *data,
					size_t size, struct signfw_answer *out, struct signfw_error *err)
{
	struct signfw_answer mine = {0};
	struct load this = {
		.device = device,
		.buffer = {.bytes = {data, size}},
		.answer = &mine,
		.err = err,
	};

	if (device == NULL || out == NULL || (data == NULL && size > 0) || size > UINT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "no device, no answer, or no usable buffer");
	sfw_findings_truncate(device->findings, 0);
	if (command == SIGNFW_COMMAND_LOAD) {
		const enum signfw_status status = load(&this);

		if (status != SIGNFW_OK)
			return status == SIGNFW_E_MEMORY ? sfw_fail_memory(err) : status;
	} else {
		other_command(&this, command);
	}
	/* none of them is an error, but there may have been no memory for one */
	const enum signfw_status found = sfw_findings_verdict(device->findings, err);

	if (found == SIGNFW_OK)
		*out = mine;
	return found;
}

size_t signfw_device_transfer_count(const signfw_device *device)
{
	return device->transfer_count;
}

enum signfw_status signfw_device_transfer(const signfw_device *device, size_t index, struct signfw_transfer *out)
{
	if (index >= device->transfer_count)
		return SIGNFW_E_ARGUMENT;
	*out = device->transfers[index];
	return SIGNFW_OK;
}

bool signfw_device_resource_table(const signfw_device *device, uint64_t *physical_address, uint32_t *size)
{
	if (!device->has_resource_table)
		return false;
	*physical_address = device->resource_table_address;
	*size = device->resource_table_size;
	return true;
}

const signfw_findings *signfw_device_findings(const signfw_device *device)
{
	return device->findings;
}
