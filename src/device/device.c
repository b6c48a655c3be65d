/* SPDX-License-Identifier: BSD-2-Clause */
/* A device: its options, its states, its commands. */
#include "device/device.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/struct_size.h"
#include "key/signing_key.h"

DEFINE_CLEANUP(device_cleanup, signfw_device, signfw_device_free)

enum signfw_status signfw_device_new(signfw_device **out, const struct signfw_device_options *options,
				     struct signfw_error *err)
{
	struct signfw_device_options mine = SIGNFW_DEVICE_OPTIONS_INIT;
	enum signfw_status status;

	OPTIONS_HAVE_NO_PADDING(struct signfw_device_options, enc_key);
	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the device was given");
	status = sfw_options_import(&mine, sizeof(mine), sizeof(mine), options, err);
	if (status != SIGNFW_OK)
		return status;
	const struct device_version *version = sfw_device_version(mine.version == NULL ? "optee" : mine.version);

	if (version == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "device \"%.32s\" isn't known", mine.version);
	CLEANUP(device_cleanup) signfw_device *device = calloc(1, sizeof(*device));

	if (device == NULL)
		return sfw_fail_memory(err);
	device->findings = sfw_findings_new();
	if (device->findings == NULL)
		return sfw_fail_memory(err);
	device->version = version;
	device->memory = mine.memory;
	device->key = mine.key;
	device->enc_key = mine.enc_key;
	device->heap_size = mine.heap_size == 0 ? SFW_TA_HEAP_DEFAULT : mine.heap_size;
	if (device->memory == NULL && version->board != NULL) {
		status = signfw_memory_from_board(&device->own_memory, version->board, err);
		device->memory = device->own_memory;
	}
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

bool signfw_device_has_fused_key(const signfw_device *device)
{
	return device->version->fused_key;
}

const signfw_memory *signfw_device_memory(const signfw_device *device)
{
	return device->memory;
}

bool sfw_device_is_stm32mp2(const signfw_device *device)
{
	return device->version->is_stm32mp2 || (device->memory != NULL && device->memory->host == HOST_STM32MP2);
}

struct ta_heap sfw_device_heap(const signfw_device *device)
{
	const struct device_version *version = device->version;
	const bool is_64_bit =
		sfw_device_is_stm32mp2(device) || (device->memory != NULL && device->memory->host == HOST_64_BIT);

	return sfw_ta_heap(device->heap_size, is_64_bit, is_64_bit ? version->context_64 : version->context_32);
}

uint32_t sfw_device_find(const signfw_device *device, uint32_t address, uint32_t size, struct place_in_memory *out)
{
	const signfw_memory *memory = device->memory;

	if (device->version->own_addresses)
		return sfw_memory_find_physical(memory, address, size, out);
	const uint32_t result = sfw_memory_find(memory, address, size, out);

	/* of regions by hand nobody knows whose driver it is, but the version does */
	return result != SIGNFW_TEE_SUCCESS && memory->rule == MEMORY_BY_HAND && device->version->translates_first
		       ? SIGNFW_TEE_GENERIC
		       : result;
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
		count += !device->transfers[i].what.zero;
	return count;
}

/* The first transfer before `index` that wrote the same memory; `index` if there is none. */
static size_t find_overwritten(const signfw_device *device, size_t index)
{
	const struct signfw_transfer *later = &device->transfers[index].what;
	const uint64_t begin = sfw_memory_cell(device->memory, later->physical_address);
	size_t i = 0;

	for (; i < index; i++) {
		const struct signfw_transfer *earlier = &device->transfers[i].what;
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
		const struct signfw_transfer *later = &device->transfers[i].what;
		const struct signfw_transfer *earlier = &device->transfers[find_overwritten(device, i)].what;

		if (earlier != later)
			sfw_report(device->findings, SFW_DEVICE_OVERWRITTEN, SIGNFW_NO_OFFSET,
				   "image %zu, segment %zu at address 0x%08x is written over image %zu, segment %zu at "
				   "0x%08x: it is the same memory",
				   later->image, later->segment, later->device_address, earlier->image,
				   earlier->segment, earlier->device_address);
	}
}

/* Why this LOAD isn't looked at; false, and the answer untouched, if it is. */
static bool is_turned_away(struct load *load)
{
	const signfw_device *device = load->device;

	if (device->state == DEVICE_LOADED && device->version->load_ignored_while_loaded) {
		sfw_load_answer(load, SIGNFW_TEE_SUCCESS, "already-loaded", SIGNFW_NO_OFFSET,
				"firmware is loaded already; this container wasn't looked at");
		sfw_report(device->findings, SFW_DEVICE_LOAD_IGNORED, SIGNFW_NO_OFFSET,
			   "the device says success, but what runs is the firmware of an earlier LOAD");
	} else if (device->state != DEVICE_OFF) {
		sfw_load_answer(load, SIGNFW_TEE_BAD_STATE, "state", SIGNFW_NO_OFFSET, "firmware is %s already",
				device->state == DEVICE_LOADED ? "loaded" : "running");
	}
	return device->state != DEVICE_OFF;
}

static void find_partly_loaded(const struct load *load)
{
	const size_t copies = count_copies(load->device);

	if (copies > 0)
		sfw_report(load->device->findings, SFW_DEVICE_PARTLY_LOADED, load->answer->offset,
			   "the firmware is refused, but %zu %s of it %s in memory already, and %s there", copies,
			   copies == 1 ? "segment" : "segments", copies == 1 ? "is" : "are",
			   copies == 1 ? "stays" : "stay");
}

/* Whether START leads to the address that was kept. */
static bool starts_at_address(const signfw_device *device)
{
	return device->version->boot == BOOT_ST_3_19 || sfw_device_is_stm32mp2(device);
}

/* What a platform TLV said outlives the LOAD that brought it. */
static void find_kept_boot(const struct load *load)
{
	const signfw_device *device = load->device;
	const struct boot *boot = &device->boot;

	if (boot->address == 0 && boot->secure_address == 0 && !boot->secure)
		return;
	sfw_report(device->findings, SFW_DEVICE_BOOT_KEPT, load->answer->offset,
		   "the container is refused, but the device keeps what it says of booting, address 0x%08x%s:%s%s",
		   boot->address != 0 ? boot->address : boot->secure_address,
		   boot->secure || boot->secure_address != 0 ? " with TrustZone" : "",
		   device->version->boot == BOOT_ST_4_0 ? " until it is reset, it refuses others that say the same;"
							: "",
		   starts_at_address(device) ? " it starts firmware that says nothing there" : " nobody asks for it");
}

/* Firmware that is loaded, and would be started where another container said. */
static void find_foreign_boot(const signfw_device *device, const struct boot *before)
{
	const struct boot *boot = &device->boot;
	const bool is_old = (boot->address != 0 && boot->address == before->address) ||
			    (boot->secure_address != 0 && boot->secure_address == before->secure_address);

	if (is_old && starts_at_address(device))
		sfw_report(device->findings, SFW_DEVICE_BOOT_KEPT, SIGNFW_NO_OFFSET,
			   "the device starts this firmware at 0x%08x, where a container said that it refused",
			   boot->address != 0 ? boot->address : boot->secure_address);
}

static enum signfw_status load(struct load *load)
{
	signfw_device *device = load->device;
	const struct boot before = device->boot;

	if (device->state == DEVICE_RESET)
		device->state = DEVICE_OFF;
	if (is_turned_away(load))
		return SIGNFW_OK;
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
		find_foreign_boot(device, &before);
		return SIGNFW_OK;
	}
	device->has_resource_table = false;
	if (load->cleans_up) {
		sfw_device_clean_boot(device);
		return SIGNFW_OK;
	}
	find_partly_loaded(load);
	find_kept_boot(load);
	return SIGNFW_OK;
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
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no device, no answer, or no usable buffer");
	sfw_findings_truncate(device->findings, 0);
	if (command == SIGNFW_COMMAND_LOAD) {
		const enum signfw_status status = load(&this);

		if (status != SIGNFW_OK)
			return status == SIGNFW_E_MEMORY ? sfw_fail_memory(err) : status;
	} else {
		sfw_device_command(&this, command);
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
