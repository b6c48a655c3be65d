/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load.h"

#include "base/findings.h"
#include "device/answer.h"
#include "device/device_commands.h"
#include "device/load_optee.h"
#include "device/load_st316.h"
#include "device/load_st319.h"

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
static size_t overwritten_by(const signfw_device *device, size_t index)
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

/* Two addresses may lead to one memory, which devices don't notice. */
static void report_overwrites(const signfw_device *device)
{
	for (size_t i = 0; device->memory != NULL && i < device->transfer_count; i++) {
		const struct signfw_transfer *later = &device->transfers[i].what;
		const struct signfw_transfer *earlier = &device->transfers[overwritten_by(device, i)].what;

		if (earlier != later)
			sfw_report(device->findings, SFW_DEVICE_OVERWRITTEN, SIGNFW_NO_OFFSET,
				   "image %zu, segment %zu at address 0x%08x is written over image %zu, segment %zu at "
				   "0x%08x: it is the same memory",
				   later->image, later->segment, later->device_address, earlier->image,
				   earlier->segment, earlier->device_address);
	}
}

/* Answers a LOAD that the state rules out; false, and the answer untouched, if it doesn't. */
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

static void report_partly_loaded(const struct load *load)
{
	const size_t copies = count_copies(load->device);

	if (copies > 0)
		sfw_report(load->device->findings, SFW_DEVICE_PARTLY_LOADED, load->answer->offset,
			   "the firmware is refused, but %zu %s of it %s in memory already, and %s there", copies,
			   copies == 1 ? "segment" : "segments", copies == 1 ? "is" : "are",
			   copies == 1 ? "stays" : "stay");
}

/* The driver keeps the boot address of a LOAD that failed. */
static void report_kept_boot(const struct load *load)
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
		   sfw_device_starts_at_address(device) ? " it starts firmware that says nothing there"
							: " nobody asks for it");
}

/* This firmware is loaded, and would start where an earlier, refused container said. */
static void report_foreign_boot(const signfw_device *device, const struct boot *before)
{
	const struct boot *boot = &device->boot;
	const bool is_old = (boot->address != 0 && boot->address == before->address) ||
			    (boot->secure_address != 0 && boot->secure_address == before->secure_address);

	if (is_old && sfw_device_starts_at_address(device))
		sfw_report(device->findings, SFW_DEVICE_BOOT_KEPT, SIGNFW_NO_OFFSET,
			   "the device starts this firmware at 0x%08x, where a container said that it refused",
			   boot->address != 0 ? boot->address : boot->secure_address);
}

/* LOAD succeeds, and that is all: the processor doesn't run. */
static void report_start(const signfw_device *device)
{
	struct signfw_answer answer;
	const uint32_t result = sfw_device_start_answer(device, &answer);

	if (result != SIGNFW_TEE_SUCCESS)
		sfw_report(device->findings, SFW_DEVICE_START_FAILS, SIGNFW_NO_OFFSET,
			   "the device loads this firmware, but answers START with 0x%08x: %s", result, answer.reason);
	else if (device->version->boot == BOOT_ST_4_0 && device->boot.address == 0 &&
		 sfw_device_is_of_unknown_board(device) && !sfw_device_is_stm32mp2(device))
		sfw_report(
			device->findings, SFW_DEVICE_START_FAILS, SIGNFW_NO_OFFSET,
			"an STM32MP2 loads this firmware, but doesn't start it: there is no boot address; an STM32MP1 "
			"needs none (name the board)");
}

static void report_driver(const signfw_device *device)
{
	if (!sfw_device_has_driver(device))
		sfw_report(device->findings, SFW_DEVICE_NO_DRIVER, SIGNFW_NO_OFFSET,
			   "%s %s: with it, the board of this memory loads nothing", device->version->name,
			   device->version->is_stm32mp2 ? "has a driver for the STM32MP2 only"
							: "has no driver for the remote processor of an STM32MP2");
}

static void load_format(struct load *load)
{
	static uint32_t (*const formats[])(struct load * load) = {
		[FORMAT_OPTEE] = sfw_load_optee,
		[FORMAT_ST_3_19] = sfw_load_st319,
		[FORMAT_ST_3_16] = sfw_load_st316,
	};
	const signfw_device *device = load->device;

	if (formats[device->version->format](load) != SIGNFW_TEE_SUCCESS)
		return;
	sfw_load_answer(load, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET, "loaded%s%s",
			device->key == NULL ? ", if the device trusts the key (no key was given)" : "",
			load->encrypted && device->enc_key == NULL
				? "; what it decrypts to isn't known (no encryption key was given)"
				: "");
}

/* Memory is shared in pages: what follows the container in its last one can be read, and is mostly zero. */
#define PAGE_SIZE 4096
static uint64_t rest_of_page(uint64_t size)
{
	return (PAGE_SIZE - size % PAGE_SIZE) % PAGE_SIZE;
}

/* The TA ends, but only if it fails to clear a region. */
static void clean_up(struct load *load)
{
	const struct signfw_region *region = sfw_device_uncleanable(load->device);
	const struct signfw_answer refusal = *load->answer;

	sfw_device_note_clearing(load->device);
	if (region == NULL) {
		sfw_device_clean_boot(load->device);
		return;
	}
	sfw_load_die(load, refusal.rule, refusal.offset,
		     "refused with 0x%08x; then the loader wants memory cleared, and asserts that it was, but "
		     "region %.32s is too large to be mapped",
		     refusal.result, region->name);
}

/* The TA fails, or ends: memory and boot address are cleared, or stay as they are. */
static void leave_refused(struct load *load)
{
	signfw_device *device = load->device;

	device->has_resource_table = false;
	if (load->cleans_up && load->answer->result != SIGNFW_TEE_TARGET_DEAD)
		clean_up(load);
	/* a new TA takes its place, which has seen no LOAD */
	if (load->answer->result == SIGNFW_TEE_TARGET_DEAD)
		device->state = DEVICE_RESET;
	else if (load->cleans_up)
		return;
	report_partly_loaded(load);
	report_kept_boot(load);
}

/* LOAD in state OFF. */
static enum signfw_status load_container(struct load *load)
{
	signfw_device *device = load->device;
	const struct boot before = device->boot;

	forget_load(device);
	if (sfw_view_size(&load->buffer) == 0)
		sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "buffer", SIGNFW_NO_OFFSET, "the buffer is empty");
	else
		load_format(load);
	if (load->status != SIGNFW_OK)
		return load->status;
	report_driver(device);
	report_overwrites(device);
	if (load->answer->result == SIGNFW_TEE_SUCCESS) {
		device->state = DEVICE_LOADED;
		report_foreign_boot(device, &before);
		report_start(device);
	} else {
		leave_refused(load);
	}
	return SIGNFW_OK;
}

enum signfw_status sfw_load(signfw_device *device, struct pieces *buffer, struct signfw_answer *answer,
			    struct signfw_error *err)
{
	struct load load = {.device = device, .buffer = sfw_view_of(buffer), .answer = answer, .err = err};

	load.buffer.zeros = rest_of_page(buffer->size);

	if (device->state == DEVICE_RESET)
		device->state = DEVICE_OFF;
	const enum signfw_status status = is_turned_away(&load) ? SIGNFW_OK : load_container(&load);

	return buffer->no_memory ? SIGNFW_E_MEMORY : status;
}
