/* SPDX-License-Identifier: BSD-2-Clause */
/* What several layouts need to recognise, read and write containers. */
#include "container/layout.h"

#include <stdlib.h>
#include <string.h>

/* A hostile file must not make us keep millions of empty TLVs. */
#define TLVS_MAX 4096

const uint32_t sfw_tlv_order_upstream[] = {
	SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_NUM_IMG,   SIGNFW_TLV_IMGTYPE,  SIGNFW_TLV_IMGSIZE,
	SIGNFW_TLV_HASHTYPE, SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_PKEYINFO, 0,
};

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
	return sfw_word_at(file, 4 * (uint64_t)field);
}

bool sfw_read_header(struct container *container, struct span head, const char *const *names, size_t count,
		     signfw_findings *findings)
{
	struct reader reader = {.left = head};

	for (size_t i = 0; i < count; i++) {
		struct signfw_field field = {.name = names[i], .offset = reader.offset};

		if (sfw_reader_u32le(&reader, &field.value))
			container->fields[container->field_count++] = field;
	}
	container->header = sfw_available(head, 0, 4 * (uint64_t)count);
	if (container->field_count < count) {
		sfw_report(findings, SFW_CONTAINER_TRUNCATED, head.size,
			   "the file has %zu bytes, the header alone needs %zu", head.size, 4 * count);
		return false;
	}
	if (container->fields[1].value != SFW_LAYOUT_VERSION)
		sfw_report(findings, SFW_CONTAINER_VERSION, container->fields[1].offset, "version %u, expected %d",
			   container->fields[1].value, SFW_LAYOUT_VERSION);
	return true;
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

struct span sfw_available(struct span head, uint64_t offset, uint64_t size)
{
	struct span bytes = {0};

	if (!sfw_span_at(head, offset, size, &bytes) && offset < head.size)
		bytes = (struct span){head.data + offset, head.size - (size_t)offset};
	return bytes;
}

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

static enum signfw_status add_tlv(struct container *container, const struct tlv *tlv, size_t *capacity)
{
	if (container->tlv_count == *capacity) {
		*capacity = 2 * *capacity + 16;
		struct tlv *tlvs = realloc(container->tlvs, *capacity * sizeof(*tlvs));

		if (tlvs == NULL)
			return SIGNFW_E_MEMORY;
		container->tlvs = tlvs;
	}
	container->tlvs[container->tlv_count++] = *tlv;
	return SIGNFW_OK;
}

enum signfw_status sfw_read_tlvs(struct container *container, struct reader area, tlv_header_fn header,
				 signfw_findings *findings)
{
	size_t capacity = container->tlv_count;
	struct span padding;
	struct tlv tlv;

	while (read_tlv(&area, header, &tlv, &padding, findings)) {
		if (!sfw_span_is_zero(padding))
			sfw_report(findings, SFW_TLV_PADDING, area.offset - padding.size,
				   "the padding of TLV 0x%x isn't zero", tlv.type);
		if (container->tlv_count == TLVS_MAX) {
			sfw_report(findings, SFW_TLV_TOO_MANY, tlv.offset, "more than %d TLVs", TLVS_MAX);
			return SIGNFW_OK;
		}
		if (add_tlv(container, &tlv, &capacity) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
	}
	if (area.left.size < 8 && !sfw_span_is_zero(area.left))
		sfw_report(findings, SFW_TLV_TAIL, area.offset, "%zu bytes behind the last TLV aren't zero",
			   area.left.size);
	return SIGNFW_OK;
}
