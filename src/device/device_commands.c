/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/device_commands.h"

#include "base/findings.h"
#include "device/answer.h"
#include "format/container_format.h"

/* So many bytes at the boot address have to be in memory. */
#define BOOT_SIZE 8

static void answer(struct signfw_answer *out, uint32_t result, const char *rule, const char *reason)
{
	sfw_answer(out, result, rule, SIGNFW_NO_OFFSET, "%s", reason);
}

/* ST's 4.0 clears memory when START fails, and on STOP; false if that ends the loader, which is the answer then. */
static bool clean_up(signfw_device *device, struct signfw_answer *out)
{
	const struct signfw_region *region = sfw_device_uncleanable(device);

	sfw_device_note_clearing(device);
	if (region == NULL) {
		device->transfer_count = 0;
		sfw_device_clean_boot(device);
		return true;
	}
	/* a new TA takes its place, which has seen no LOAD */
	device->state = DEVICE_RESET;
	device->has_resource_table = false;
	sfw_answer(
		out, SIGNFW_TEE_TARGET_DEAD, "clean-up", SIGNFW_NO_OFFSET,
		"the loader wants memory cleared, and asserts that it was, but region %.32s is too large to be mapped",
		region->name);
	sfw_report(device->findings, SFW_DEVICE_CRASH, SIGNFW_NO_OFFSET, "%s", out->reason);
	return false;
}

static void report_rounded(const signfw_device *device, uint32_t address)
{
	if (address % SFW_BOOT_ALIGNMENT != 0)
		sfw_report(device->findings, SFW_DEVICE_BOOT_ROUNDED, SIGNFW_NO_OFFSET,
			   "the boot address 0x%08x isn't a multiple of %d: the processor begins at 0x%08x", address,
			   SFW_BOOT_ALIGNMENT, address - address % SFW_BOOT_ALIGNMENT);
}

/* The processor begins where it can, not where it was told. */
static void report_rounding(const signfw_device *device)
{
	if (!sfw_device_starts_at_address(device))
		return;
	report_rounded(device, device->boot.address);
	report_rounded(device, device->boot.secure_address);
}

/* Whether the boot address is in memory that the driver knows: GENERIC or ACCESS_DENIED if not. */
static uint32_t check_address(const signfw_device *device, uint32_t address)
{
	struct place_in_memory place;

	return device->memory == NULL ? SIGNFW_TEE_SUCCESS : sfw_device_find(device, address, BOOT_SIZE, &place);
}

/* ST's 4.0 on an STM32MP2. */
static uint32_t start_at_address(const signfw_device *device, struct signfw_answer *out)
{
	const uint32_t address = device->boot.address;

	if (address == 0)
		return sfw_answer(out, SIGNFW_TEE_GENERIC, "boot-address", SIGNFW_NO_OFFSET,
				  "there is no boot address: the container needs the platform TLV BOOTADDR");
	const uint32_t result = check_address(device, address);

	if (result != SIGNFW_TEE_SUCCESS)
		return sfw_answer(out, result, "boot-address", SIGNFW_NO_OFFSET,
				  "the boot address 0x%08x isn't inside one memory region", address);
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t start_st319(const signfw_device *device, struct signfw_answer *out)
{
	if (device->boot.address == 0 && device->boot.secure_address == 0)
		return sfw_answer(out, SIGNFW_TEE_BAD_STATE, "boot-address", SIGNFW_NO_OFFSET,
				  "there is no boot address: the container needs the platform TLV SBOOTADDR or "
				  "NSBOOTADDR");
	return SIGNFW_TEE_SUCCESS;
}

/* The driver's part of START. */
uint32_t sfw_device_start_answer(const signfw_device *device, struct signfw_answer *out)
{
	switch (device->version->boot) {
	case BOOT_ST_4_0:
		/* on an STM32MP15 the address is kept, and nobody asks for it */
		return sfw_device_is_stm32mp2(device) ? start_at_address(device, out) : SIGNFW_TEE_SUCCESS;
	case BOOT_ST_3_19:
		return start_st319(device, out);
	case BOOT_FIXED:
		break;
	}
	return SIGNFW_TEE_SUCCESS;
}

static void start(signfw_device *device, struct signfw_answer *out)
{
	if (device->state == DEVICE_OFF) {
		answer(out, SIGNFW_TEE_BAD_STATE, "state", "nothing is loaded");
	} else if (device->state == DEVICE_STARTED) {
		answer(out, SIGNFW_TEE_SUCCESS, "started", "the processor runs already");
	} else if (sfw_device_start_answer(device, out) == SIGNFW_TEE_SUCCESS) {
		device->state = DEVICE_STARTED;
		report_rounding(device);
		answer(out, SIGNFW_TEE_SUCCESS, "started", "the processor runs");
	} else if (device->version->clears_memory) {
		/* and stays LOADED: only STOP leads out of there */
		clean_up(device, out);
	}
}

/* STOP where firmware is loaded, but doesn't run. */
static void stop_loaded(signfw_device *device, struct signfw_answer *out)
{
	if (!device->version->clears_memory) {
		answer(out, SIGNFW_TEE_BAD_STATE, "state", "firmware is loaded, but doesn't run; it stays loaded");
		return;
	}
	device->state = DEVICE_OFF;
	device->has_resource_table = false;
	if (clean_up(device, out))
		answer(out, SIGNFW_TEE_BAD_STATE, "state",
		       "firmware is loaded, but doesn't run; it is unloaded nevertheless, and memory is cleared");
}

static void stop_running(signfw_device *device, struct signfw_answer *out)
{
	device->state = DEVICE_OFF;
	device->has_resource_table = false;
	sfw_device_clean_boot(device);
	if (!device->version->clears_memory)
		answer(out, SIGNFW_TEE_SUCCESS, "stopped", "the processor is stopped; its memory keeps what it holds");
	else if (clean_up(device, out))
		answer(out, SIGNFW_TEE_SUCCESS, "stopped", "the processor is stopped; its memory is cleared");
}

static void stop(signfw_device *device, struct signfw_answer *out)
{
	switch (device->state) {
	case DEVICE_STARTED:
		stop_running(device, out);
		return;
	case DEVICE_LOADED:
		stop_loaded(device, out);
		return;
	case DEVICE_OFF:
	case DEVICE_RESET:
		answer(out, SIGNFW_TEE_SUCCESS, "stopped", "nothing runs");
	}
}

static void get_resource_table(signfw_device *device, struct signfw_answer *out)
{
	if (device->state == DEVICE_OFF)
		answer(out, SIGNFW_TEE_BAD_STATE, "state", "nothing is loaded");
	else if (device->version->missing_table_is_error &&
		 (!device->has_resource_table || device->resource_table_address == 0))
		answer(out, SIGNFW_TEE_NO_DATA, "resource-table", "the firmware has no resource table, or one at 0");
	else
		answer(out, SIGNFW_TEE_SUCCESS, "resource-table",
		       device->has_resource_table ? "the firmware has a resource table"
						  : "the firmware has no resource table: address and size are 0");
}

/* Upstream's RELEASE clears memory, too, and says if it couldn't: then all stays as it is but what it has cleared. */
static void clear_and_release(signfw_device *device, struct signfw_answer *out)
{
	const struct signfw_region *region = sfw_device_uncleanable(device);

	sfw_device_note_clearing(device);
	if (region != NULL) {
		sfw_answer(out, SIGNFW_TEE_GENERIC, "clean-up", SIGNFW_NO_OFFSET,
			   "memory isn't cleared: region %.32s is too large to be mapped", region->name);
		return;
	}
	device->state = DEVICE_OFF;
	device->transfer_count = 0;
	device->has_resource_table = false;
	answer(out, SIGNFW_TEE_SUCCESS, "released", "memory is cleared");
}

static void release(signfw_device *device, struct signfw_answer *out)
{
	if (!device->version->has_release)
		answer(out, SIGNFW_TEE_BAD_PARAMETERS, "command", "this version doesn't know the command");
	else if (device->state == DEVICE_STARTED)
		answer(out, SIGNFW_TEE_BAD_STATE, "state", "the processor runs");
	else
		clear_and_release(device, out);
}

void sfw_device_command(signfw_device *device, enum signfw_command command, struct signfw_answer *out)
{
	if (command == SIGNFW_COMMAND_GET_COREDUMP) {
		answer(out, SIGNFW_TEE_NOT_IMPLEMENTED, "command", "no version implements this command");
		return;
	}
	/* the TA wants to have seen one LOAD */
	if (device->state == DEVICE_RESET) {
		answer(out, SIGNFW_TEE_BAD_PARAMETERS, "state", "there was no LOAD since reset");
		return;
	}
	switch (command) {
	case SIGNFW_COMMAND_START:
		start(device, out);
		return;
	case SIGNFW_COMMAND_STOP:
		stop(device, out);
		return;
	case SIGNFW_COMMAND_GET_RSC_TABLE:
		get_resource_table(device, out);
		return;
	case SIGNFW_COMMAND_RELEASE:
		release(device, out);
		return;
	case SIGNFW_COMMAND_LOAD:
	case SIGNFW_COMMAND_GET_COREDUMP:
		break;
	}
	answer(out, SIGNFW_TEE_BAD_PARAMETERS, "command", "no version knows this command");
}
