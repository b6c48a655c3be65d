/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/platform_values.h"

/* Boot parameters of a device. */
struct boot {
	const struct platform_value *address, *trustzone; /* NULL if there is none */
	bool is_secure;
};

/* Whether there are two values of one type, of which devices take one. */
static bool has_double(const struct container *from)
{
	for (size_t i = 0; i < from->platform_count; i++)
		for (size_t j = 0; j < i; j++)
			if (from->platform[i].type == from->platform[j].type)
				return true;
	return false;
}

/* Reads boot parameters from values without doubles; false if there are other or conflicting values. */
static bool find_boot(const struct container *from, struct boot *out)
{
	*out = (struct boot){0};
	for (size_t i = 0; i < from->platform_count; i++) {
		const struct platform_value *value = &from->platform[i];
		const bool is_switch = value->meaning == PLATFORM_TRUSTZONE;

		if (value->meaning == PLATFORM_OTHER || (!is_switch && out->address != NULL))
			return false;
		*(is_switch ? &out->trustzone : &out->address) = value;
	}
	if (out->address == NULL)
		return false;
	out->is_secure = out->trustzone != NULL || out->address->meaning == PLATFORM_SECURE_BOOT_ADDRESS;
	return true;
}

static enum signfw_status add(struct container *out, enum platform_meaning meaning, struct span value)
{
	const struct platform_value platform = {meaning, sfw_layout_platform_type(out->layout, meaning), value,
						SIGNFW_NO_OFFSET};

	return sfw_container_add_platform(out, &platform);
}

/* Writes boot parameters: as an address that is secure or not by its type, or as one with a switch. */
static enum signfw_status express(struct container *out, const struct boot *boot, bool *clear)
{
	static const uint8_t on[4] = {1};
	const enum platform_meaning exact =
		boot->is_secure ? PLATFORM_SECURE_BOOT_ADDRESS : PLATFORM_NONSECURE_BOOT_ADDRESS;
	const struct span value = boot->address->value;

	*clear = true;
	if (sfw_layout_platform_type(out->layout, exact) != 0)
		return add(out, exact, value);
	*clear = sfw_layout_platform_type(out->layout, PLATFORM_BOOT_ADDRESS) != 0;
	if (!*clear)
		return SIGNFW_OK;
	const enum signfw_status status = add(out, PLATFORM_BOOT_ADDRESS, value);

	return status == SIGNFW_OK && boot->is_secure ? add(out, PLATFORM_TRUSTZONE, (struct span){on, sizeof(on)})
						      : status;
}

/* Copies values between layouts with the same numbers. */
static enum signfw_status keep(struct container *out, const struct container *from)
{
	enum signfw_status status = SIGNFW_OK;

	for (size_t i = 0; i < from->platform_count && status == SIGNFW_OK; i++) {
		const uint32_t type = from->platform[i].type;
		const struct platform_value value = {sfw_layout_meaning(out->layout, type), type,
						     from->platform[i].value, SIGNFW_NO_OFFSET};

		status = sfw_container_add_platform(out, &value);
	}
	return status;
}

enum signfw_status sfw_platform_values_convert(struct container *out, const struct container *from, bool *clear)
{
	struct boot boot;

	*clear = from->platform_count == 0;
	if (*clear || has_double(from))
		return SIGNFW_OK;
	*clear = from->layout->platform_first == out->layout->platform_first;
	if (*clear)
		return keep(out, from);
	return find_boot(from, &boot) ? express(out, &boot, clear) : SIGNFW_OK;
}
