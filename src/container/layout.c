/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/layout.h"

#include <string.h>

/* ---- properties of a layout ----------------------------------------------------------- */

bool sfw_order_has(const uint32_t *types, uint32_t type)
{
	while (*types != 0 && *types != type)
		types++;
	return *types == type && type != 0;
}

/* Returns the kind of a platform TLV of this layout; NULL if it has no meaning there. */
static const struct tlv_kind *platform_kind(const struct layout *layout, uint32_t type)
{
	const bool known = layout->platform_types != NULL && sfw_order_has(layout->platform_types, type);

	return known ? sfw_tlv_kind(type) : NULL;
}

enum platform_meaning sfw_layout_meaning(const struct layout *layout, uint32_t type)
{
	const struct tlv_kind *kind = platform_kind(layout, type);

	return kind == NULL ? PLATFORM_OTHER : kind->meaning;
}

uint32_t sfw_layout_platform_type(const struct layout *layout, enum platform_meaning meaning)
{
	const uint32_t *type = layout->platform_types;

	while (type != NULL && *type != 0 && sfw_layout_meaning(layout, *type) != meaning)
		type++;
	return type == NULL ? 0 : *type;
}

const char *sfw_layout_tlv_name(const struct layout *layout, uint32_t type, bool is_platform)
{
	const struct tlv_kind *kind = is_platform ? platform_kind(layout, type) : NULL;

	if (kind != NULL)
		return kind->name;
	if (is_platform)
		return "platform";
	return sfw_order_has(layout->orders[0].types, type) ? signfw_tlv_name(type) : "unknown";
}

const struct tlv_kind *sfw_layout_tlv_kind(const struct layout *layout, const char *name)
{
	const struct tlv_kind *kind = sfw_tlv_kind_by_name(name);
	const bool known = kind != NULL && (platform_kind(layout, kind->type) != NULL ||
					    sfw_order_has(layout->orders[0].types, kind->type));

	return known ? kind : NULL;
}

/* ---- optional values ------------------------------------------------------------- */

static bool is_address(enum platform_meaning meaning)
{
	return meaning == PLATFORM_BOOT_ADDRESS || meaning == PLATFORM_SECURE_BOOT_ADDRESS ||
	       meaning == PLATFORM_NONSECURE_BOOT_ADDRESS;
}

static void check_address(const char *name, uint32_t address, uint64_t at, signfw_findings *findings)
{
	if (address % SFW_BOOT_ALIGNMENT != 0)
		sfw_report(findings, SFW_BOOTADDR_UNALIGNED, at,
			   "%s is 0x%08x, not a multiple of %d: devices round it down", name, address,
			   SFW_BOOT_ALIGNMENT);
	if (address == 0)
		sfw_report(findings, SFW_BOOTADDR_MISSING, at,
			   "%s is 0, which an STM32MP2 takes for none: it loads such firmware, but doesn't start it",
			   name);
}

/* Reports a platform value with a meaning that devices can't use. */
static void check_known_value(const struct tlv_kind *kind, const struct platform_value *value,
			      signfw_findings *findings)
{
	size_t size = 0;

	if (sfw_tlv_size(kind, 0, &size) && value->value.size != size) {
		sfw_report(findings, SFW_PLATFORM_SIZE, value->offset,
			   "%s has %zu bytes, devices take %zu only; a number begins with 0x", kind->name,
			   value->value.size, size);
		return;
	}
	const uint32_t number = sfw_u32le(value->value.data);

	if (is_address(value->meaning))
		check_address(kind->name, number, value->offset, findings);
	else if (number == 0)
		sfw_report(findings, SFW_BOOTSEC_ZERO, value->offset,
			   "%s is 0, but devices don't look at its value: whatever it is, it switches TrustZone on",
			   kind->name);
}

static void check_empty(const char *name, uint32_t type, struct span value, uint64_t at, signfw_findings *findings)
{
	if (value.size == 0)
		sfw_report(findings, SFW_TLV_EMPTY, at,
			   "TLV 0x%x (%s) is empty; devices treat it as absent or refuse it", type, name);
}

static void check_platform_value(const struct layout *layout, const struct platform_value *value,
				 signfw_findings *findings)
{
	const struct tlv_kind *kind = platform_kind(layout, value->type);

	if (kind != NULL) {
		check_known_value(kind, value, findings);
		return;
	}
	check_empty(sfw_layout_tlv_name(layout, value->type, true), value->type, value->value, value->offset, findings);
	if (layout->platform_types != NULL)
		sfw_report(findings, SFW_PLATFORM_UNKNOWN, value->offset,
			   "platform TLV 0x%x has no meaning in layout %s; its devices refuse it", value->type,
			   layout->name);
}

/* Whether a value of the same type comes before this one, so that this one doesn't count. */
static bool is_double(const struct container *container, const struct platform_value *value)
{
	const struct platform_value *first = container->platform;

	while (first->type != value->type)
		first++;
	return first != value;
}

void sfw_check_optional_values(const struct container *container, signfw_findings *findings)
{
	const struct layout *layout = container->layout;
	bool has_address = layout->address_names == NULL;

	if (container->key_info.data != NULL)
		check_empty(signfw_tlv_name(SIGNFW_TLV_PKEYINFO), SIGNFW_TLV_PKEYINFO, container->key_info,
			    container->key_info_offset, findings);
	for (size_t i = 0; i < container->platform_count; i++) {
		const struct platform_value *value = &container->platform[i];

		if (!is_double(container, value))
			check_platform_value(layout, value, findings);
		has_address = has_address || is_address(value->meaning);
	}
	if (layout->requires_platform && container->platform_count == 0)
		sfw_report(
			findings, SFW_PLATFORM_MISSING, SIGNFW_NO_OFFSET,
			"there is no platform TLV, not even %s: the device's loader reads beyond its copy of the TLVs",
			layout->address_names);
	else if (!has_address)
		sfw_report(findings, SFW_BOOTADDR_MISSING, SIGNFW_NO_OFFSET,
			   "there is no %s: an STM32MP2 loads such firmware, but doesn't start it",
			   layout->address_names);
}

void sfw_check_signature_size(const struct container *container, signfw_findings *findings)
{
	const struct layout *layout = container->layout;

	if (container->signature_size % layout->signature_multiple != 0)
		sfw_report(
			findings, SFW_LAYOUT_LIMIT, container->signature_offset,
			"the signature has %u bytes; devices of layout %s need a multiple of %u, and so an RSA key of "
			"a multiple of %u bits",
			container->signature_size, layout->name, layout->signature_multiple,
			8 * layout->signature_multiple);
}

/* ---- recognising ----------------------------------------------------------------- */

bool sfw_has_magic(const struct ends *file)
{
	struct reader reader = {.left = file->head};
	uint32_t magic;

	return sfw_reader_u32le(&reader, &magic) && magic == SFW_LAYOUT_MAGIC;
}

bool sfw_has_elf_at(const struct ends *file, uint64_t offset)
{
	struct span bytes;

	return sfw_span_at(file->head, offset, 4, &bytes) && memcmp(bytes.data, "\177ELF", 4) == 0;
}

enum fit sfw_fit_of(unsigned count, unsigned all)
{
	if (count == 0)
		return FIT_BEGINS;
	return count == all ? FIT_WHOLLY : FIT_PARTLY;
}

uint32_t sfw_word_at(const struct ends *file, uint64_t offset)
{
	struct span bytes;

	return sfw_ends_at(file, offset, 4, &bytes) ? sfw_u32le(bytes.data) : 0;
}

uint32_t sfw_field_of(const struct ends *file, unsigned field)
{
	return sfw_word_at(file, SFW_FIELD_AT((uint64_t)field));
}

/* ---- reading --------------------------------------------------------------------- */

bool sfw_read_header(struct container *container, struct span head, const char *const *names, size_t count,
		     signfw_findings *findings)
{
	struct reader reader = {.left = head};

	for (size_t i = 0; i < count; i++) {
		struct signfw_field field = {.name = names[i], .offset = reader.offset};

		if (sfw_reader_u32le(&reader, &field.value))
			container->fields[container->field_count++] = field;
	}
	container->header = sfw_available(head, 0, SFW_FIELD_AT((uint64_t)count));
	if (container->field_count < count) {
		sfw_report(findings, SFW_CONTAINER_TRUNCATED, head.size,
			   "the file has %zu bytes, the header alone needs %zu", head.size, SFW_FIELD_AT(count));
		return false;
	}
	if (container->fields[1].value != SFW_LAYOUT_VERSION)
		sfw_report(findings, SFW_CONTAINER_VERSION, container->fields[1].offset, "version %u, expected %d",
			   container->fields[1].value, SFW_LAYOUT_VERSION);
	return true;
}

void sfw_check_length(const struct signfw_field *length, enum sfw_rule rule, const char *what,
		      signfw_findings *findings)
{
	if (length->value == 0)
		sfw_report(findings, rule, length->offset, "%s no bytes", what);
}

void sfw_check_file_size(uint64_t file_size, uint64_t announced, signfw_findings *findings)
{
	if (file_size < announced)
		sfw_report(findings, SFW_CONTAINER_TRUNCATED, file_size,
			   "the file has %llu bytes, its header announces %llu", (unsigned long long)file_size,
			   (unsigned long long)announced);
	else if (file_size > announced)
		sfw_report(findings, SFW_CONTAINER_SIZE, announced,
			   "the file has %llu bytes, its header announces %llu", (unsigned long long)file_size,
			   (unsigned long long)announced);
}

struct span sfw_whole(const struct ends *file, uint64_t offset, uint64_t size)
{
	struct span bytes = {0};

	return sfw_ends_at(file, offset, size, &bytes) ? bytes : (struct span){0};
}

struct span sfw_available(struct span head, uint64_t offset, uint64_t size)
{
	struct span bytes = {0};

	if (!sfw_span_at(head, offset, size, &bytes) && offset < head.size)
		bytes = (struct span){head.data + offset, head.size - (size_t)offset};
	return bytes;
}
