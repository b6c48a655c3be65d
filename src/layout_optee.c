/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The layout of upstream OP-TEE, since 4.0: signfw-container(5), "Layout optee".
 *
 *     header | TLV area, padded | signature, padded | images, each padded
 */
#include <stdlib.h>

#include "layout.h"

#define MAGIC       UINT32_C(0x3543a468)
#define VERSION     1
#define HEADER_SIZE 20

/* A hostile file must not make us keep millions of empty TLVs. */
#define TLVS_MAX 4096

static const uint32_t tlv_order[] = {
	SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_NUM_IMG,   SIGNFW_TLV_IMGTYPE,  SIGNFW_TLV_IMGSIZE,
	SIGNFW_TLV_HASHTYPE, SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_PKEYINFO, 0,
};

static bool recognise(const struct ends *file)
{
	struct reader reader = {.left = file->head};
	uint32_t magic;

	return sfw_reader_u32le(&reader, &magic) && magic == MAGIC;
}

/* Fields of the header, in their order. */
enum {
	FIELD_MAGIC,
	FIELD_VERSION,
	FIELD_TLV,
	FIELD_SIGNATURE,
	FIELD_IMAGES
};

/* The next header field; 0 once the file has ended. */
static uint32_t read_field(struct container *container, struct reader *reader, const char *name)
{
	struct signfw_field field = {.name = name, .offset = reader->offset};

	if (!sfw_reader_u32le(reader, &field.value))
		return 0;
	container->fields[container->field_count++] = field;
	return field.value;
}

/* Reads one TLV; false when the walk has to end. */
static bool read_tlv(struct reader *area, struct tlv *tlv, signfw_findings *findings)
{
	struct reader ahead = *area;
	struct span padding;
	uint32_t size;

	tlv->offset = ahead.offset;
	if (!sfw_reader_u32le(&ahead, &tlv->type) || !sfw_reader_u32le(&ahead, &size))
		return false;
	if (!sfw_reader_bytes(&ahead, size, &tlv->value)) {
		sfw_find(findings, SFW_TLV_TRUNCATED, tlv->offset,
			 "TLV 0x%x has 0x%x bytes, but only %zu are left in the TLV area", tlv->type, size,
			 ahead.left.size);
		return false;
	}
	tlv->value_offset = ahead.offset - size;
	const uint64_t wanted = sfw_round_up_8(size) - size;

	if (sfw_reader_bytes(&ahead, wanted < ahead.left.size ? wanted : ahead.left.size, &padding) &&
	    !sfw_span_is_zero(padding))
		sfw_find(findings, SFW_TLV_PADDING, ahead.offset - padding.size, "the padding of TLV 0x%x isn't zero",
			 tlv->type);
	*area = ahead;
	return true;
}

static enum signfw_status read_tlvs(struct container *container, struct reader area, signfw_findings *findings)
{
	size_t capacity = 0;
	struct tlv tlv;

	while (read_tlv(&area, &tlv, findings)) {
		if (container->tlv_count == TLVS_MAX) {
			sfw_find(findings, SFW_TLV_TOO_MANY, tlv.offset, "more than %d TLVs", TLVS_MAX);
			return SIGNFW_OK;
		}
		if (container->tlv_count == capacity) {
			capacity = 2 * capacity + 16;
			struct tlv *tlvs = realloc(container->tlvs, capacity * sizeof(*tlvs));

			if (tlvs == NULL)
				return SIGNFW_E_MEMORY;
			container->tlvs = tlvs;
		}
		container->tlvs[container->tlv_count++] = tlv;
	}
	if (area.left.size < 8 && !sfw_span_is_zero(area.left))
		sfw_find(findings, SFW_TLV_TAIL, area.offset, "%zu bytes behind the last TLV aren't zero",
			 area.left.size);
	return SIGNFW_OK;
}

static void check_lengths(const struct container *container, uint64_t file_size, signfw_findings *findings)
{
	const struct signfw_field *fields = container->fields;
	const uint32_t tlv_size = fields[FIELD_TLV].value;
	const uint32_t signature_size = fields[FIELD_SIGNATURE].value;
	const uint32_t images_size = fields[FIELD_IMAGES].value;
	const uint64_t announced =
		HEADER_SIZE + sfw_round_up_8(tlv_size) + sfw_round_up_8(signature_size) + sfw_round_up_8(images_size);

	if (tlv_size == 0)
		sfw_find(findings, SFW_TLV_AREA_EMPTY, fields[FIELD_TLV].offset, "the TLV area has no bytes");
	if (tlv_size % 8 != 0)
		sfw_find(findings, SFW_TLV_AREA_UNALIGNED, fields[FIELD_TLV].offset,
			 "the TLV area has %u bytes, not a multiple of 8", tlv_size);
	if (signature_size == 0)
		sfw_find(findings, SFW_SIGNATURE_EMPTY, fields[FIELD_SIGNATURE].offset, "the signature has no bytes");
	if (images_size == 0)
		sfw_find(findings, SFW_IMAGES_EMPTY, fields[FIELD_IMAGES].offset, "the images have no bytes");
	if (announced > UINT32_MAX)
		sfw_find(findings, SFW_LENGTH_OVERFLOW, fields[FIELD_TLV].offset,
			 "TLV area, signature and images have 0x%x, 0x%x and 0x%x bytes, together more than 4 GiB",
			 tlv_size, signature_size, images_size);
	else if (file_size < announced)
		sfw_find(findings, SFW_CONTAINER_TRUNCATED, file_size,
			 "the file has %llu bytes, its header announces %llu", (unsigned long long)file_size,
			 (unsigned long long)announced);
	else if (file_size > announced)
		sfw_find(findings, SFW_CONTAINER_SIZE, announced, "the file has %llu bytes, its header announces %llu",
			 (unsigned long long)file_size, (unsigned long long)announced);
}

/* The `size` bytes at `offset`, or those of them that the file has. */
static struct span available(struct span head, uint64_t offset, uint64_t size)
{
	struct span bytes = {0};

	if (!sfw_span_at(head, offset, size, &bytes) && offset < head.size)
		bytes = (struct span){head.data + offset, head.size - (size_t)offset};
	return bytes;
}

static void check_padding(struct container *container, struct span head, signfw_findings *findings)
{
	const uint64_t end = container->signature_offset + container->signature_size;
	struct span padding;

	if (sfw_span_at(head, end, sfw_round_up_8(container->signature_size) - container->signature_size, &padding) &&
	    !sfw_span_is_zero(padding))
		sfw_find(findings, SFW_SIGNATURE_PADDING, end, "the padding behind the signature isn't zero");
}

static enum signfw_status parse(struct container *container, const struct ends *file, signfw_findings *findings)
{
	const struct span head = file->head;
	struct reader reader = {.left = head};

	read_field(container, &reader, "magic");
	const uint32_t version = read_field(container, &reader, "version");
	const uint32_t tlv_size = read_field(container, &reader, "tlv_length");

	container->signature_size = read_field(container, &reader, "signature_length");
	container->images_size = read_field(container, &reader, "images_length");
	container->header = available(head, 0, HEADER_SIZE);
	if (head.size < HEADER_SIZE) {
		sfw_find(findings, SFW_CONTAINER_TRUNCATED, head.size,
			 "the file has %zu bytes, the header alone needs %d", head.size, HEADER_SIZE);
		return SIGNFW_OK;
	}
	if (version != VERSION)
		sfw_find(findings, SFW_CONTAINER_VERSION, container->fields[FIELD_VERSION].offset,
			 "version %u, expected %d", version, VERSION);
	check_lengths(container, file->size, findings);

	if (!sfw_span_at(head, HEADER_SIZE, sfw_round_up_8(tlv_size), &container->metadata))
		container->metadata = (struct span){0};
	container->signature_offset = HEADER_SIZE + sfw_round_up_8(tlv_size);
	container->images_offset = container->signature_offset + sfw_round_up_8(container->signature_size);
	container->images_end = container->images_offset + sfw_round_up_8(container->images_size);
	if (!sfw_span_at(head, container->signature_offset, container->signature_size, &container->signature))
		container->signature = (struct span){0};
	check_padding(container, head, findings);

	struct reader area = {available(head, HEADER_SIZE, tlv_size), HEADER_SIZE};

	if (!sfw_span_is_zero(available(head, HEADER_SIZE + (uint64_t)tlv_size, sfw_round_up_8(tlv_size) - tlv_size)))
		sfw_find(findings, SFW_TLV_PADDING, HEADER_SIZE + (uint64_t)tlv_size,
			 "the padding of the TLV area isn't zero");
	return read_tlvs(container, area, findings);
}

static void write(const struct container *container, struct surroundings *out)
{
	struct builder *head = &out->head;
	uint64_t tlv_size = 0;

	for (size_t i = 0; i < container->tlv_count; i++)
		tlv_size += 8 + sfw_round_up_8(container->tlvs[i].value.size);
	sfw_builder_u32le(head, MAGIC);
	sfw_builder_u32le(head, VERSION);
	sfw_builder_u32le(head, (uint32_t)tlv_size);
	sfw_builder_u32le(head, container->signature_size);
	sfw_builder_u32le(head, (uint32_t)container->images_size);
	for (size_t i = 0; i < container->tlv_count; i++) {
		const struct span value = container->tlvs[i].value;

		sfw_builder_u32le(head, container->tlvs[i].type);
		sfw_builder_u32le(head, (uint32_t)value.size);
		sfw_builder_bytes(head, value.data, value.size);
		sfw_builder_zeros(head, (size_t)sfw_round_up_8(value.size) - value.size);
	}
	sfw_builder_zeros(head, (size_t)sfw_round_up_8(container->signature_size));
}

const struct layout sfw_layout_optee = {
	.name = "optee",
	.tlv_order = tlv_order,
	.recognise = recognise,
	.parse = parse,
	.write = write,
};
