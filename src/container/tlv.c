/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/tlv.h"

#include <stdlib.h>
#include <string.h>

/* A hostile file must not make us keep millions of empty TLVs. */
#define TLVS_MAX 4096

/* ---- kinds ----------------------------------------------------------------------- */

/* clang-format off */
static const struct tlv_kind kinds[] = {
	{SIGNFW_TLV_SIGNTYPE, "SIGNTYPE", TLV_SIZE_BYTE, SFW_SIGNTYPE_INVALID, SIGNFW_FORM_KEY_TYPE, PLATFORM_OTHER},
	{SIGNFW_TLV_HASHTYPE, "HASHTYPE", TLV_SIZE_BYTE, SFW_HASHTYPE_INVALID, SIGNFW_FORM_HASH_TYPE, PLATFORM_OTHER},
	{SIGNFW_TLV_NUM_IMG, "NUM_IMG", TLV_SIZE_BYTE, SFW_NUM_IMG_INVALID, SIGNFW_FORM_NUMBER, PLATFORM_OTHER},
	{SIGNFW_TLV_IMGTYPE, "IMGTYPE", TLV_SIZE_BYTE_PER_IMAGE, SFW_IMGTYPE_INVALID, SIGNFW_FORM_IMAGE_TYPES, PLATFORM_OTHER},
	{SIGNFW_TLV_IMGSIZE, "IMGSIZE", TLV_SIZE_WORD_PER_IMAGE, SFW_IMGSIZE_INVALID, SIGNFW_FORM_SIZES, PLATFORM_OTHER},
	{SIGNFW_TLV_ENCTYPE, "ENCTYPE", TLV_SIZE_BYTE, SFW_ENCTYPE_INVALID, SIGNFW_FORM_ENCRYPTION_TYPE, PLATFORM_OTHER},
	{SIGNFW_TLV_HASHTABLE, "HASHTABLE", TLV_SIZE_ANY, SFW_HASHTABLE_INVALID, SIGNFW_FORM_HASH_TABLE, PLATFORM_OTHER},
	{SIGNFW_TLV_PKEYINFO, "PKEYINFO", TLV_SIZE_ANY, SFW_TLV_EMPTY, SIGNFW_FORM_KEY_INFO, PLATFORM_OTHER},
	{SIGNFW_TLV_ENCTABLE, "ENCTABLE", TLV_SIZE_ANY, SFW_HASHTABLE_INVALID, SIGNFW_FORM_ENCRYPTION_TABLE, PLATFORM_OTHER},
	/* for the platform */
	{SIGNFW_TLV_SBOOTADDR, "SBOOTADDR", TLV_SIZE_WORD, SFW_PLATFORM_SIZE, SIGNFW_FORM_BYTES, PLATFORM_SECURE_BOOT_ADDRESS},
	{SIGNFW_TLV_NSBOOTADDR, "NSBOOTADDR", TLV_SIZE_WORD, SFW_PLATFORM_SIZE, SIGNFW_FORM_BYTES, PLATFORM_NONSECURE_BOOT_ADDRESS},
	{SIGNFW_TLV_BOOTADDR, "BOOTADDR", TLV_SIZE_WORD, SFW_PLATFORM_SIZE, SIGNFW_FORM_BYTES, PLATFORM_BOOT_ADDRESS},
	{SIGNFW_TLV_BOOTSEC, "BOOTSEC", TLV_SIZE_WORD, SFW_PLATFORM_SIZE, SIGNFW_FORM_BYTES, PLATFORM_TRUSTZONE},
};
/* clang-format on */

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

const char *signfw_tlv_kind(size_t index, bool *is_platform)
{
	if (index >= KIND_COUNT)
		return NULL;
	if (is_platform != NULL)
		*is_platform = kinds[index].meaning != PLATFORM_OTHER;
	return kinds[index].name;
}

const struct tlv_kind *sfw_tlv_kind(uint32_t type)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].type == type)
			return &kinds[i];
	return NULL;
}

const struct tlv_kind *sfw_tlv_kind_by_name(const char *name)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

bool sfw_tlv_size(const struct tlv_kind *kind, size_t image_count, size_t *out)
{
	switch (kind->size) {
	case TLV_SIZE_BYTE:
		*out = 1;
		return true;
	case TLV_SIZE_WORD:
		*out = 4;
		return true;
	case TLV_SIZE_BYTE_PER_IMAGE:
		*out = image_count;
		return true;
	case TLV_SIZE_WORD_PER_IMAGE:
		*out = 4 * image_count;
		return true;
	case TLV_SIZE_ANY:
		break;
	}
	return false;
}

const char *signfw_tlv_name(uint32_t type)
{
	const struct tlv_kind *kind = sfw_tlv_kind(type);

	if (kind != NULL && kind->meaning == PLATFORM_OTHER)
		return kind->name;
	return type >= SIGNFW_TLV_PLATFORM_FIRST && type <= SIGNFW_TLV_PLATFORM_LAST ? "platform" : "unknown";
}

/* ---- lists ----------------------------------------------------------------------- */

enum signfw_status sfw_tlv_list_add(struct tlv_list *list, const struct tlv *tlv)
{
	struct tlv *tlvs = sfw_array_grow(list->tlvs, list->count, &list->capacity, sizeof(*tlvs));

	if (tlvs == NULL)
		return SIGNFW_E_MEMORY;
	list->tlvs = tlvs;
	list->tlvs[list->count++] = *tlv;
	return SIGNFW_OK;
}

void sfw_tlv_list_cleanup(struct tlv_list *list)
{
	free(list->tlvs);
	*list = (struct tlv_list){0};
}

const struct tlv *sfw_tlv_find(const struct tlv_list *list, uint32_t type)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->tlvs[i].type == type && !list->tlvs[i].is_platform)
			return &list->tlvs[i];
	return NULL;
}

bool sfw_tlv_is_first(const struct tlv_list *list, const struct tlv *tlv)
{
	const struct tlv *first = list->tlvs;

	while (first->type != tlv->type || first->is_platform != tlv->is_platform)
		first++;
	return first == tlv;
}

/* ---- areas ----------------------------------------------------------------------- */

/* Reads a TLV, and the padding that it has; false if it isn't all there, which is found unless there is no TLV. */
static bool read_tlv(struct reader *area, tlv_header_fn header, struct tlv *out, struct span *padding,
		     signfw_findings *findings)
{
	struct reader ahead = *area;
	struct tlv tlv = {.offset = ahead.offset};
	uint32_t size;

	if (!header(&ahead, &tlv.type, &size))
		return false;
	tlv.value_offset = ahead.offset;
	if (!sfw_reader_bytes(&ahead, size, &tlv.value)) {
		if (findings != NULL)
			sfw_report(findings, SFW_TLV_TRUNCATED, tlv.offset,
				   "TLV 0x%x has 0x%x bytes, but only %zu are left in the TLV area", tlv.type, size,
				   ahead.left.size);
		return false;
	}
	const uint64_t end = ahead.offset - tlv.offset;
	const uint64_t wanted = sfw_round_up_8(end) - end;

	if (!sfw_reader_bytes(&ahead, wanted < ahead.left.size ? wanted : ahead.left.size, padding))
		return false;
	*out = tlv;
	*area = ahead;
	return true;
}

bool sfw_tlv_next(struct reader *area, tlv_header_fn header, struct tlv *out)
{
	struct span padding;

	return read_tlv(area, header, out, &padding, NULL);
}

enum signfw_status sfw_tlv_read_area(struct tlv_list *out, struct reader area, tlv_header_fn header, bool is_platform,
				     signfw_findings *findings)
{
	struct span padding;
	struct tlv tlv;

	while (read_tlv(&area, header, &tlv, &padding, findings)) {
		if (!sfw_span_is_zero(padding))
			sfw_report(findings, SFW_TLV_PADDING, area.offset - padding.size,
				   "the padding of TLV 0x%x isn't zero", tlv.type);
		if (out->count == TLVS_MAX) {
			sfw_report(findings, SFW_TLV_TOO_MANY, tlv.offset, "more than %d TLVs", TLVS_MAX);
			return SIGNFW_OK;
		}
		tlv.is_platform = is_platform;
		if (sfw_tlv_list_add(out, &tlv) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
	}
	if (area.left.size < 8 && !sfw_span_is_zero(area.left))
		sfw_report(findings, SFW_TLV_TAIL, area.offset, "%zu bytes behind the last TLV aren't zero",
			   area.left.size);
	return SIGNFW_OK;
}
