/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/tee_binding.h"

#include "format/pas_format.h"
#include "format/pas_peripheral.h"

/* Words of the metadata, and how many of a kind. */
enum word {
	WORD_MAJOR = 0,
	WORD_MINOR = 1,
	WORD_SW_ID = 2,
	WORD_JTAG_ID = 3,
	WORD_OEM_ID = 4,
	WORD_MODEL_ID = 5,
	WORD_FLAGS = 7,
	WORD_SOC_VERSIONS = 8,
	SOC_VERSIONS = 12,
	WORD_SERIALS = 20,
	SERIALS = 8
};

#define FLAG_SOC_VERSIONS UINT32_C(0x002)
#define FLAG_SERIALS      UINT32_C(0x004)
#define FLAG_ANY_OEM      UINT32_C(0x008)
#define FLAG_JTAG_ID      UINT32_C(0x400)
#define FLAG_ANY_MODEL    UINT32_C(0x800)

/* Options of two bits: roots, UIE key, debug. */
static const unsigned option_shifts[] = {4, 6, 8};
#define OPTION_MASK      3
#define OPTION_BY_SERIAL 2
#define OPTION_INVALID   3

struct binding {
	struct span metadata;
	const struct signfw_pas_device_options *device;
	struct tee_reply *reply;
};

static uint32_t word_of(const struct binding *binding, unsigned word)
{
	return sfw_u32le(binding->metadata.data + 4 * (size_t)word);
}

static bool knows(const struct binding *binding, uint64_t what)
{
	return (binding->device->flags & what) != 0;
}

static bool is_listed(const struct binding *binding, unsigned word, unsigned count, uint32_t value)
{
	for (unsigned i = 0; i < count; i++)
		if (word_of(binding, word + i) == value)
			return true;
	return false;
}

static uint32_t check_version(const struct binding *binding)
{
	const uint32_t major = word_of(binding, WORD_MAJOR), minor = word_of(binding, WORD_MINOR);

	if (major <= 1 && minor == 0)
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&binding->reply->log, "PAS auth: unsupported metadata version %#x.%#x", major, minor);
	return sfw_tee_refuse(binding->reply, SIGNFW_TEE_SECURITY, "metadata-version",
			      "OEM metadata have version %u.%u; OP-TEE knows 0.0 and 1.0", major, minor);
}

static uint32_t check_software(const struct binding *binding, uint32_t pas_id)
{
	const struct pas_peripheral *peripheral = sfw_pas_peripheral(pas_id);
	const uint32_t sw_id = word_of(binding, WORD_SW_ID);

	if (peripheral == NULL || sw_id == peripheral->sw_id)
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&binding->reply->log, "PAS auth: SW_ID got %#x want %#x", sw_id, peripheral->sw_id);
	return sfw_tee_refuse(binding->reply, SIGNFW_TEE_SECURITY, "sw-id",
			      "the image is software 0x%x, PAS id %u (%s) runs 0x%x", sw_id, pas_id, peripheral->name,
			      peripheral->sw_id);
}

static uint32_t check_options(const struct binding *binding)
{
	const uint32_t flags = word_of(binding, WORD_FLAGS);

	for (size_t i = 0; i < sizeof(option_shifts) / sizeof(option_shifts[0]); i++) {
		if ((flags >> option_shifts[i] & OPTION_MASK) != OPTION_INVALID)
			continue;
		sfw_pas_log(&binding->reply->log, "PAS auth: reserved metadata option value, flags=%#x", flags);
		return sfw_tee_refuse(binding->reply, SIGNFW_TEE_SECURITY, "metadata-option",
				      "flags 0x%x have the invalid value 3 in bits %u and %u", flags, option_shifts[i],
				      option_shifts[i] + 1);
	}
	return SIGNFW_TEE_SUCCESS;
}

/* One id of the metadata against one of the device. */
static uint32_t compare(const struct binding *binding, const char *name, const char *rule, uint32_t wanted,
			uint64_t fused)
{
	if (wanted == fused)
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&binding->reply->log, "PAS auth: %s got %#x want %#x", name, wanted, (uint32_t)fused);
	return sfw_tee_refuse(binding->reply, SIGNFW_TEE_SECURITY, rule,
			      "the image is for %s 0x%x, the device has 0x%x", name, wanted, (uint32_t)fused);
}

static uint32_t check_ids(const struct binding *binding)
{
	const struct signfw_pas_device_options *device = binding->device;
	const uint32_t flags = word_of(binding, WORD_FLAGS);
	const bool any_oem = (flags & FLAG_ANY_OEM) != 0;
	const bool any_model = word_of(binding, WORD_MAJOR) == 0 ? any_oem : (flags & FLAG_ANY_MODEL) != 0;
	uint32_t result = SIGNFW_TEE_SUCCESS;

	if (!any_oem && knows(binding, SIGNFW_PAS_DEVICE_OEM_ID))
		result = compare(binding, "OEM_ID", "oem-id", word_of(binding, WORD_OEM_ID), device->oem_id);
	if (result == SIGNFW_TEE_SUCCESS && !any_model && knows(binding, SIGNFW_PAS_DEVICE_MODEL_ID))
		result = compare(binding, "MODEL_ID", "model-id", word_of(binding, WORD_MODEL_ID), device->model_id);
	if (result == SIGNFW_TEE_SUCCESS && (flags & FLAG_JTAG_ID) != 0 && knows(binding, SIGNFW_PAS_DEVICE_JTAG_ID))
		result = compare(binding, "HW_ID", "jtag-id", word_of(binding, WORD_JTAG_ID), device->jtag_id);
	return result;
}

static uint32_t check_serial(const struct binding *binding)
{
	const uint32_t flags = word_of(binding, WORD_FLAGS), serial = (uint32_t)binding->device->serial;
	bool bound = (flags & FLAG_SERIALS) != 0;

	for (size_t i = 0; i < sizeof(option_shifts) / sizeof(option_shifts[0]); i++)
		bound = bound || (flags >> option_shifts[i] & OPTION_MASK) == OPTION_BY_SERIAL;
	if (!bound || !knows(binding, SIGNFW_PAS_DEVICE_SERIAL))
		return SIGNFW_TEE_SUCCESS;
	if (serial == 0) {
		sfw_pas_log(&binding->reply->log, "PAS auth: serial binding required, no fused serial");
		return sfw_tee_refuse(binding->reply, SIGNFW_TEE_SECURITY, "serial",
				      "the image is for listed serial numbers, and the device has none");
	}
	if (is_listed(binding, WORD_SERIALS, SERIALS, serial))
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&binding->reply->log, "PAS auth: serial number %#x not in metadata allow-list", serial);
	return sfw_tee_refuse(binding->reply, SIGNFW_TEE_SECURITY, "serial",
			      "the image is for listed serial numbers, of which 0x%x is none", serial);
}

static uint32_t check_soc_version(const struct binding *binding)
{
	const uint32_t soc_version = (uint32_t)binding->device->soc_version;

	if ((word_of(binding, WORD_FLAGS) & FLAG_SOC_VERSIONS) == 0 || !knows(binding, SIGNFW_PAS_DEVICE_SOC_VERSION) ||
	    is_listed(binding, WORD_SOC_VERSIONS, SOC_VERSIONS, soc_version))
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&binding->reply->log, "PAS auth: SOC_HW_VERSION %#x not in metadata allow-list", soc_version);
	return sfw_tee_refuse(binding->reply, SIGNFW_TEE_SECURITY, "soc-version",
			      "the image is for listed SoC versions, of which 0x%x is none", soc_version);
}

uint32_t sfw_tee_binding_check(struct span metadata, uint32_t pas_id, const struct signfw_pas_device_options *device,
			       struct tee_reply *reply)
{
	const struct binding binding = {metadata, device, reply};
	uint32_t result;

	if (metadata.size < SFW_PAS_V6_META_SIZE) {
		sfw_pas_log(&reply->log, "PAS auth: bad or missing OEM metadata");
		return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "metadata-missing",
				      "there are no OEM metadata, which say what the image is for");
	}
	result = check_version(&binding);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_software(&binding, pas_id);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_options(&binding);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_ids(&binding);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_serial(&binding);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_soc_version(&binding);
	return result;
}
