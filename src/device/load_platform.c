/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load_platform.h"

#include "base/findings.h"
#include "format/container_format.h"
#include "signfw/container.h"

/* Bytes of BOOTADDR and BOOTSEC. */
#define VALUE_SIZE 4

static uint32_t set_address(struct load *load, uint32_t address, uint64_t at)
{
	struct boot *boot = &load->device->boot;

	if (boot->address != 0)
		return sfw_load_answer(load, SIGNFW_TEE_GENERIC, "boot-address", at,
				       "a boot address (0x%08x) is set already", boot->address);
	boot->address = address;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t set_secure(struct load *load, uint32_t value, uint64_t at)
{
	struct boot *boot = &load->device->boot;

	if (boot->secure)
		return sfw_load_answer(load, SIGNFW_TEE_GENERIC, "boot-secure", at, "TrustZone is enabled already");
	boot->secure = true;
	if (value == 0)
		sfw_report(load->device->findings, SFW_DEVICE_BOOTSEC_IGNORED, at,
			   "BOOTSEC says 0, but the device doesn't look at its value, and enables TrustZone");
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t pass_on(struct load *load, uint32_t type, uint32_t size, uint64_t at)
{
	const bool is_address = type == SIGNFW_TLV_BOOTADDR;

	if (!is_address && type != SIGNFW_TLV_BOOTSEC)
		return sfw_load_answer(load, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv", at,
				       "the driver doesn't know the platform TLV 0x%x", type);
	if (size != VALUE_SIZE)
		return sfw_load_answer(load, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size", at,
				       "TLV %s has %u bytes, expected %d", is_address ? "BOOTADDR" : "BOOTSEC", size,
				       VALUE_SIZE);
	const uint32_t value = sfw_view_u32(&load->copy, at);

	return is_address ? set_address(load, value, at) : set_secure(load, value, at);
}

/* What leaves the copy may still be the TA's: its heap goes on.  Otherwise OP-TEE refuses the call, which ends the TA. */
static void report_foreign_memory(struct load *load, uint32_t size, uint64_t at)
{
	if (!sfw_view_has(&load->copy, at, size))
		sfw_load_may_die(
			load, at,
			"a platform TLV of 0x%x bytes leaves the loader's copy, but all of them are passed on: if "
			"they aren't in its memory, that ends the loader",
			size);
}

uint32_t sfw_load_platform(struct load *load)
{
	const uint64_t end = SFW_OPTEE_HEADER_SIZE + (uint64_t)load->tlv_size;
	uint32_t result = SIGNFW_TEE_SUCCESS;

	for (uint64_t at = SFW_OPTEE_HEADER_SIZE; at < end && result == SIGNFW_TEE_SUCCESS;) {
		const uint32_t type = sfw_view_u32(&load->copy, at);
		/* the walk keeps 16 bits of a length, so that it loses its way behind a longer TLV */
		const uint32_t size = sfw_view_u32(&load->copy, at + 4) & 0xffff;
		const uint64_t value = at + SFW_OPTEE_TLV_HEADER;

		if (type >= SIGNFW_TLV_PLATFORM_FIRST && type <= SIGNFW_TLV_PLATFORM_LAST) {
			report_foreign_memory(load, size, value);
			result = pass_on(load, type, size, value);
		}
		if (load->copy.crashed)
			return sfw_load_crash(load, &load->copy, "tlv-search");
		at = value + sfw_round_up_8(size);
	}
	return result;
}
