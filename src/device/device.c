/* SPDX-License-Identifier: BSD-2-Clause */
/* The device of signfw/device.h: its options, and its commands one by one. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/struct_size.h"
#include "device/device_commands.h"
#include "device/device_state.h"
#include "device/load.h"
#include "key/signing_key.h"

DEFINE_CLEANUP(device_cleanup, signfw_device, signfw_device_free)

static const struct options_kind device_options = {
	.size = SIZE_UNTIL(struct signfw_device_options, bits),
	.first_size = SIZE_UNTIL(struct signfw_device_options, bits),
	.flags = SIGNFW_DEVICE_KEEP_MEMORY,
};

/* The device's memory: that of the options, or what is built into its version. */
static enum signfw_status choose_memory(signfw_device *device, const signfw_memory *memory, struct signfw_error *err)
{
	const char *board = device->version->board;
	enum signfw_status status = SIGNFW_OK;

	if (memory == NULL && board != NULL)
		status = signfw_memory_from_board(&device->own_memory, board, err);
	device->memory = memory == NULL ? device->own_memory : memory;
	return status;
}

/* The width of the TA; memory and version are known. */
static enum signfw_status choose_bits(signfw_device *device, uint64_t bits, struct signfw_error *err)
{
	const struct device_version *version = device->version;

	if (bits != 0 && bits != 32 && bits != 64)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "a device of %llu bits isn't known, expected 32 or 64",
				(unsigned long long)bits);
	device->is_64_bit = bits == 0 ? sfw_device_is_64_bit_by_default(device) : bits == 64;
	if ((device->is_64_bit ? version->context_64 : version->context_32) == 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "device %s isn't built for %u bits", version->name,
				signfw_device_bits(device));
	return SIGNFW_OK;
}

enum signfw_status signfw_device_new(signfw_device **out, const struct signfw_device_options *options,
				     struct signfw_error *err)
{
	struct signfw_device_options mine = SIGNFW_DEVICE_OPTIONS_INIT;
	enum signfw_status status;

	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the device was given");
	status = sfw_options_import(&mine, &device_options, options, err);
	if (status != SIGNFW_OK)
		return status;
	const struct device_version *version;

	status = sfw_device_version_by_name(&version, mine.version == NULL ? "optee" : mine.version, err);
	if (status != SIGNFW_OK)
		return status;
	CLEANUP(device_cleanup) signfw_device *device = calloc(1, sizeof(*device));

	if (device == NULL)
		return sfw_fail_memory(err);
	device->findings = sfw_findings_new();
	if (device->findings == NULL)
		return sfw_fail_memory(err);
	device->version = version;
	device->keeps_memory = (mine.flags & SIGNFW_DEVICE_KEEP_MEMORY) != 0;
	device->key = mine.key;
	device->enc_key = mine.enc_key;
	device->heap_size = mine.heap_size == 0 ? SFW_TA_HEAP_DEFAULT : mine.heap_size;
	status = choose_memory(device, mine.memory, err);
	if (status == SIGNFW_OK)
		status = choose_bits(device, mine.bits, err);
	if (status != SIGNFW_OK)
		return status;
	*out = device;
	device = NULL;
	return SIGNFW_OK;
}

void signfw_device_free(signfw_device *device)
{
	if (device == NULL)
		return;
	sfw_content_cleanup(&device->content);
	free(device->transfers);
	signfw_memory_free(device->own_memory);
	signfw_findings_free(device->findings);
	free(device);
}

const char *signfw_device_version(const signfw_device *device)
{
	return device->version->name;
}

const char *signfw_device_layout(const signfw_device *device)
{
	return device->version->layout;
}

unsigned signfw_device_bits(const signfw_device *device)
{
	return device->is_64_bit ? 64 : 32;
}

bool signfw_device_has_fused_key(const signfw_device *device)
{
	return device->version->fused_key;
}

const signfw_memory *signfw_device_memory(const signfw_device *device)
{
	return device->memory;
}

/* Findings aren't errors, but there may have been no memory for one. */
static enum signfw_status finish(const signfw_device *device, const struct signfw_answer *answer,
				 struct signfw_answer *out, struct signfw_error *err)
{
	if (device->content_lost)
		return sfw_fail_memory(err);
	const enum signfw_status found = sfw_findings_verdict(device->findings, err);

	if (found == SIGNFW_OK)
		*out = *answer;
	return found;
}

static enum signfw_status load(signfw_device *device, const struct span *list, size_t count, struct signfw_answer *out,
			       struct signfw_error *err)
{
	struct pieces buffer = {.list = list, .count = count};
	struct signfw_answer answer = {0};

	sfw_findings_truncate(device->findings, 0);
	const enum signfw_status status = sfw_load(device, &buffer, &answer, err);

	sfw_pieces_release(&buffer);
	if (status != SIGNFW_OK)
		return status == SIGNFW_E_MEMORY ? sfw_fail_memory(err) : status;
	return finish(device, &answer, out, err);
}

enum signfw_status signfw_device_invoke(signfw_device *device, enum signfw_command command, const void *data,
					size_t size, struct signfw_answer *out, struct signfw_error *err)
{
	const struct span buffer = {data, size};
	struct signfw_answer answer = {0};

	if (device == NULL || out == NULL || (data == NULL && size > 0) || size > UINT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no device, no answer, or no usable buffer");
	if (command == SIGNFW_COMMAND_LOAD)
		return load(device, &buffer, 1, out, err);
	sfw_findings_truncate(device->findings, 0);
	sfw_device_command(device, command, &answer);
	return finish(device, &answer, out, err);
}

enum signfw_status signfw_device_load(signfw_device *device, const struct signfw_piece *pieces, size_t count,
				      struct signfw_answer *out, struct signfw_error *err)
{
	uint64_t size = 0;
	bool usable = device != NULL && out != NULL && (pieces != NULL || count == 0);

	for (size_t i = 0; i < count && usable; i++) {
		usable = (pieces[i].data != NULL || pieces[i].size == 0) && pieces[i].size <= UINT32_MAX - size;
		size += usable ? pieces[i].size : 0;
	}
	if (!usable)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no device, no answer, or no usable buffer");
	struct span *list = calloc(count + 1, sizeof(*list));

	if (list == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		list[i] = (struct span){pieces[i].data, pieces[i].size};
	const enum signfw_status status = load(device, list, count, out, err);

	free(list);
	return status;
}

uint32_t signfw_device_processor(const signfw_device *device)
{
	return sfw_device_is_stm32mp2(device) ? 1 : 0;
}

enum signfw_device_state signfw_device_state(const signfw_device *device)
{
	switch (device->state) {
	case DEVICE_OFF:
		return SIGNFW_DEVICE_OFF;
	case DEVICE_LOADED:
		return SIGNFW_DEVICE_LOADED;
	case DEVICE_STARTED:
		return SIGNFW_DEVICE_STARTED;
	case DEVICE_RESET:
		break;
	}
	return SIGNFW_DEVICE_NONE;
}

bool signfw_device_memory_read(const signfw_device *device, uint64_t physical_address, void *out, size_t size)
{
	const uint64_t at =
		device->memory == NULL ? physical_address : sfw_memory_cell(device->memory, physical_address);

	return out != NULL && sfw_content_read(&device->content, at, size, out);
}

enum signfw_status signfw_device_memory_extent(const signfw_device *device, size_t index,
					       struct signfw_memory_extent *out)
{
	if (out == NULL || index >= device->content.count)
		return SIGNFW_E_ARGUMENT;
	const struct extent *extent = &device->content.extents[index];

	*out = (struct signfw_memory_extent){
		.physical_address = extent->address,
		.size = extent->size,
		.known = extent->kind != EXTENT_UNKNOWN,
		.data = extent->bytes,
	};
	return SIGNFW_OK;
}

size_t signfw_device_transfer_count(const signfw_device *device)
{
	return device->transfer_count;
}

enum signfw_status signfw_device_transfer(const signfw_device *device, size_t index, struct signfw_transfer *out)
{
	if (index >= device->transfer_count)
		return SIGNFW_E_ARGUMENT;
	*out = device->transfers[index].what;
	return SIGNFW_OK;
}

enum signfw_status signfw_device_transfer_sha256(const signfw_device *device, size_t index,
						 uint8_t out[SIGNFW_SHA256_SIZE])
{
	if (index >= device->transfer_count || !device->transfers[index].has_digest || out == NULL)
		return SIGNFW_E_ARGUMENT;
	memcpy(out, device->transfers[index].digest, SIGNFW_SHA256_SIZE);
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
