/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/tlv_search.h"

#include "base/findings.h"
#include "format/container_format.h"
#include "signfw/container.h"

/* A 32-bit build of OP-TEE without LPAE, as that of the STM32MP15, maps what a TA sees below this address. */
#define TA_MEMORY 0x02000000

uint32_t sfw_round_up_8_wrapping(uint32_t size)
{
	return (uint32_t)(size + 7u) & ~UINT32_C(7);
}

/* A step out of the copy, to what is behind it. */
static enum found leave_area(struct load *load)
{
	sfw_load_crash(load, &load->copy, "tlv-search");
	return TLV_LOST;
}

static enum found found_value(uint64_t value, uint32_t size, struct tlv_value *out)
{
	if (size == 0)
		return TLV_MISSING;
	*out = (struct tlv_value){value, size};
	return TLV_FOUND;
}

/* Since 4.8: records that leave the area are skipped, and what is too short for a header is ignored. */
static enum found search_bounded(struct load *load, uint32_t type, struct tlv_value *out)
{
	const uint64_t end = SFW_OPTEE_HEADER_SIZE + (uint64_t)load->tlv_size;
	uint64_t at = SFW_OPTEE_HEADER_SIZE;

	/* with 32-bit addresses such an area ends before it begins */
	if (!load->device->is_64_bit && sfw_round_up_8_wrapping(load->tlv_size) < load->tlv_size)
		return TLV_MISSING;
	while (end - at >= SFW_OPTEE_TLV_HEADER) {
		const uint32_t found = sfw_view_u32(&load->copy, at);
		const uint32_t size = sfw_view_u32(&load->copy, at + 4);
		const uint64_t value = at + SFW_OPTEE_TLV_HEADER;

		if (load->copy.crashed)
			return leave_area(load);
		if (found == type && size <= end - value)
			return found_value(value, size, out);
		/* in 32 bits the address of such an end overflows, which ends the search */
		if (sfw_round_up_8_wrapping(size) > end - value ||
		    (!load->device->is_64_bit && sfw_round_up_8_wrapping(size) < size))
			return TLV_MISSING;
		at = value + sfw_round_up_8_wrapping(size);
	}
	return TLV_MISSING;
}

static enum found hang(struct load *load, uint64_t at, uint32_t size)
{
	sfw_report(load->device->findings, SFW_DEVICE_HANG, at,
		   "a TLV of 0x%x bytes makes the loader search without end, before it verifies the signature", size);
	sfw_load_answer(load, SIGNFW_TEE_TARGET_DEAD, "tlv-search", at,
			"the loader searches TLVs without end and never answers");
	return TLV_LOST;
}

/* A step back out of the copy, to memory that nobody knows: the rest of the heap, or none. */
static enum found leave_copy(struct load *load, uint32_t size)
{
	sfw_load_die(
		load, "tlv-search", SIGNFW_NO_OFFSET,
		"a TLV of 0x%x bytes leads the loader to memory in front of its copy: it crashes, or goes on with what "
		"is there, which depends on the device",
		size);
	return TLV_LOST;
}

/*
 * The distance to the next TLV.  A pointer of 32 bits may stay where it is, or
 * wrap, and be led back.  It doesn't wrap by a step that ends above all memory
 * of a TA.
 */
static int64_t step_over(const struct load *load, uint32_t size)
{
	const uint32_t step = SFW_OPTEE_TLV_HEADER + sfw_round_up_8_wrapping(size);

	if (load->device->is_64_bit)
		return (int64_t)(SFW_OPTEE_TLV_HEADER + sfw_round_up_8(size));
	return step <= UINT32_MAX - TA_MEMORY ? step : (int64_t)step - (INT64_C(1) << 32);
}

/* A build with LPAE maps its TAs higher up, so that such a step wraps there. */
static void report_far_step(struct load *load, uint64_t at, uint32_t size, int64_t step)
{
	if (!load->device->is_64_bit && step > INT32_MAX)
		sfw_load_may_die(
			load, at,
			"a TLV of 0x%x bytes leads the loader behind all of its memory, which ends the search; if "
			"OP-TEE is built with LPAE the loader may crash instead",
			size);
}

/* Up to 4.7: nothing is checked. */
static enum found search_unbounded(struct load *load, uint32_t type, struct tlv_value *out)
{
	const uint32_t area = load->device->is_64_bit ? load->tlv_size : sfw_round_up_8_wrapping(load->tlv_size);
	const uint64_t end = SFW_OPTEE_HEADER_SIZE + (uint64_t)area;
	uint64_t at = SFW_OPTEE_HEADER_SIZE;

	for (uint64_t steps = 0; at < end; steps++) {
		const uint32_t found = sfw_view_u32(&load->copy, at);
		const uint32_t size = sfw_view_u32(&load->copy, at + 4);
		const int64_t step = step_over(load, size);

		if (load->copy.crashed)
			return leave_area(load);
		if (found == type)
			return found_value(at + SFW_OPTEE_TLV_HEADER, size, out);
		/* more steps than there are places to come to */
		if (step == 0 || steps > end)
			return hang(load, at, size);
		if (step < 0 && at < (uint64_t)-step)
			return leave_copy(load, size);
		report_far_step(load, at, size, step);
		at += (uint64_t)step;
	}
	return TLV_MISSING;
}

enum found sfw_search(struct load *load, uint32_t type, struct tlv_value *out)
{
	return load->device->version->bounded_tlv_walk ? search_bounded(load, type, out)
						       : search_unbounded(load, type, out);
}

uint32_t sfw_search_required(struct load *load, uint32_t type, uint32_t size, uint32_t missing, uint32_t misfit,
			     struct tlv_value *out)
{
	const char *name = signfw_tlv_name(type);

	switch (sfw_search(load, type, out)) {
	case TLV_LOST:
		return load->answer->result;
	case TLV_MISSING:
		return sfw_load_answer(load, missing, "tlv-missing", SFW_OPTEE_HEADER_SIZE,
				       "TLV %s is missing or empty", name);
	case TLV_FOUND:
		break;
	}
	if (size != 0 && out->size != size)
		return sfw_load_answer(load, misfit, "tlv-size", out->offset, "TLV %s has %u bytes, expected %u", name,
				       out->size, size);
	return SIGNFW_TEE_SUCCESS;
}
