/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/versions.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "format/container_format.h"
#include "signfw/device.h"

#define NEWEST         "optee-4.10"
#define NEWEST_RELEASE 10

/* What all upstream versions have in common. */
/* clang-format off */
#define UPSTREAM \
	.layout = "optee", .format = FORMAT_OPTEE, .boot = BOOT_FIXED, .refuses_wrap = true, \
	.outside = SIGNFW_TEE_BAD_FORMAT, .bad_entry = SIGNFW_TEE_BAD_PARAMETERS, .context_32 = 60, .context_64 = 112

/* Its ELF reader is that of upstream up to 4.9. */
#define ST_4_0 \
	.layout = "st-4.0", .format = FORMAT_OPTEE, .boot = BOOT_ST_4_0, .clears_memory = true, \
	.refuses_wrap = true, .hashtype_required = true, .platform_tlvs = true, .encryption = true, .translates_first = true, \
	.outside = SIGNFW_TEE_BAD_FORMAT, .bad_entry = SIGNFW_TEE_BAD_PARAMETERS, .context_32 = 76, .context_64 = 136

#define ST_3 \
	.all_headers_inside = true, .table_at_0 = true, \
	.outside = SIGNFW_TEE_CORRUPT_OBJECT, .bad_entry = SIGNFW_TEE_CORRUPT_OBJECT

#define ST_3_16 \
	ST_3, .layout = "st-3.16", .format = FORMAT_ST_3_16, .boot = BOOT_FIXED, .entry_has_offset = SFW_ST316_COMPARES_OFFSET, .maps_at_boot = true, \
	.context_32 = 44, .context_64 = 72
/* clang-format on */

static const struct device_version versions[] = {
	{
		.name = NEWEST,
		.release = NEWEST_RELEASE,
		.description = "OP-TEE 4.10 and later",
		UPSTREAM,
		.load_ignored_while_loaded = true,
		.has_release = true,
		.bounded_tlv_walk = true,
		.whole_ranges = true,
	},
	{
		.name = "optee-4.8",
		.release = 8,
		.description = "OP-TEE 4.8 and 4.9",
		UPSTREAM,
		.load_ignored_while_loaded = true,
		.has_release = true,
		.bounded_tlv_walk = true,
	},
	{
		.name = "optee-4.4",
		.release = 4,
		.description = "OP-TEE 4.4 to 4.7",
		UPSTREAM,
		.load_ignored_while_loaded = true,
		.has_release = true,
	},
	{
		.name = "optee-4.2",
		.release = 2,
		.description = "OP-TEE 4.2 and 4.3",
		UPSTREAM,
		.load_ignored_while_loaded = true,
	},
	{
		.name = "optee-4.1",
		.release = 1,
		.description = "OP-TEE 4.1",
		UPSTREAM,
	},
	{
		.name = "st-4.0",
		.description = "ST's OP-TEE 4.0, with a key that is built in",
		ST_4_0,
	},
	{
		.name = "st-4.0-otp",
		.description = "ST's OP-TEE 4.0 for STM32MP2, with the hash of the key in fuses",
		ST_4_0,
		.fused_key = true,
		.is_stm32mp2 = true,
	},
	{
		.name = "st-3.19",
		.description = "ST's OP-TEE 3.19 beta for STM32MP25",
		ST_3,
		.layout = "st-3.19",
		.format = FORMAT_ST_3_19,
		.boot = BOOT_ST_3_19,
		.own_addresses = true,
		.is_stm32mp2 = true,
		.context_64 = 96,
	},
	{
		.name = "st-3.16",
		.description = "ST's OP-TEE 3.9 to 3.16 for STM32MP15",
		ST_3_16,
		.board = "stm32mp15-st-3.16",
	},
	{
		.name = "rcar-3.12",
		.description = "OP-TEE 3.12 for R-Car, Cortex-R7",
		ST_3_16,
		.missing_table_is_error = true,
		.copies_nothing = true,
		.board = "rcar-cr7",
	},
};

#define VERSION_COUNT (sizeof(versions) / sizeof(versions[0]))

/* x of "optee-4.x" or "optee-4.x.y", any release; 0 if the name isn't one. */
static unsigned release_of(const char *name)
{
	static const char prefix[] = "optee-4.";
	unsigned release = 0;
	size_t i = sizeof(prefix) - 1;

	if (strncmp(name, prefix, i) != 0 || name[i] == '0')
		return 0;
	for (; name[i] >= '0' && name[i] <= '9' && release <= NEWEST_RELEASE; i++)
		release = 10 * release + (unsigned)(name[i] - '0');
	if (name[i] == '.')
		i += 1 + strspn(name + i + 1, "0123456789");
	return name[i] == '\0' && release <= NEWEST_RELEASE ? release : 0;
}

const struct device_version *sfw_device_version(const char *name)
{
	const unsigned release = strcmp(name, "optee") == 0 ? NEWEST_RELEASE : release_of(name);

	for (size_t i = 0; i < VERSION_COUNT; i++)
		if (release == 0 ? strcmp(versions[i].name, name) == 0
				 : versions[i].release != 0 && versions[i].release <= release)
			return &versions[i];
	return NULL;
}

/* ", st-4.0, ..., rcar-3.12": what isn't upstream's. */
static void list_others(char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (const struct device_version *version = versions; version < versions + VERSION_COUNT; version++)
		if (version->release == 0 && used < size)
			used += (size_t)snprintf(out + used, size - used, ", %s", version->name);
}

enum signfw_status sfw_device_version_by_name(const struct device_version **out, const char *name,
					      struct signfw_error *err)
{
	char others[128];

	*out = sfw_device_version(name);
	if (*out != NULL)
		return SIGNFW_OK;
	if (strcmp(name, "optee-4.0") == 0 || strncmp(name, "optee-4.0.", 10) == 0)
		return sfw_fail(
			err, SIGNFW_E_ARGUMENT,
			"device \"%.32s\" isn't known: upstream's 4.0 has no loader of firmware, 4.1 is the first; "
			"ST's 4.0 is st-4.0",
			name);
	list_others(others, sizeof(others));
	return sfw_fail(err, SIGNFW_E_ARGUMENT, "device \"%.32s\" isn't known, expected optee, optee-4.1 to %s%s", name,
			NEWEST, others);
}

const char *signfw_device_name(size_t index, const char **description)
{
	if (index >= VERSION_COUNT)
		return NULL;
	if (description != NULL)
		*description = versions[index].description;
	return versions[index].name;
}
