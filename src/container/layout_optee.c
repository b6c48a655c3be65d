/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The layout of upstream OP-TEE, since 4.0: signfw-container(5), "Layout optee".
 *
 *     header | TLV area, padded | signature, padded | images, each padded
 */
#include "container/layout.h"

/* Fields of the header, in their order. */
enum {
	FIELD_MAGIC,
	FIELD_VERSION,
	FIELD_TLV,
	FIELD_SIGNATURE,
	FIELD_IMAGES,
	FIELD_COUNT
};

/* ---- recognising --------------------------------------------------------------- */

bool sfw_optee_tlv_header(struct reader *area, uint32_t *type, uint32_t *size)
{
	return sfw_reader_u32le(area, type) && sfw_reader_u32le(area, size);
}

struct reader sfw_optee_area(const struct ends *file)
{
	return (struct reader){sfw_available(file->head, SFW_OPTEE_HEADER_SIZE, sfw_field_of(file, FIELD_TLV)),
			       SFW_OPTEE_HEADER_SIZE};
}

enum fit sfw_optee_fit(const struct ends *file)
{
	struct reader area = sfw_optee_area(file);
	const uint64_t images_offset = SFW_OPTEE_HEADER_SIZE + sfw_round_up_8(sfw_field_of(file, FIELD_TLV)) +
				       sfw_round_up_8(sfw_field_of(file, FIELD_SIGNATURE));
	const uint64_t end = images_offset + sfw_round_up_8(sfw_field_of(file, FIELD_IMAGES));
	unsigned signs = 0;
	struct tlv tlv;

	if (!sfw_has_magic(file))
		return FIT_NOT;
	signs += end == file->size;
	signs += sfw_has_elf_at(file, images_offset);
	signs += sfw_tlv_next(&area, sfw_optee_tlv_header, &tlv) && tlv.type == SIGNFW_TLV_SIGNTYPE &&
		 tlv.value.size == 1;
	return sfw_fit_of(signs, 3);
}

static enum fit recognise(const struct ends *file)
{
	const enum fit fit = sfw_optee_fit(file);

	/* of a damaged file as much as of a good one */
	return fit > FIT_BEGINS && sfw_st40_writer(file) == WRITER_ST ? FIT_NOT : fit;
}

/* ---- reading ------------------------------------------------------------------- */

static void check_lengths(const struct container *container, uint64_t file_size, signfw_findings *findings)
{
	const struct signfw_field *fields = container->fields;
	const uint32_t tlv_size = fields[FIELD_TLV].value;
	const uint32_t signature_size = fields[FIELD_SIGNATURE].value;
	const uint32_t images_size = fields[FIELD_IMAGES].value;
	const uint64_t announced = SFW_OPTEE_HEADER_SIZE + sfw_round_up_8(tlv_size) + sfw_round_up_8(signature_size) +
				   sfw_round_up_8(images_size);

	if (tlv_size == 0)
		sfw_report(findings, SFW_TLV_AREA_EMPTY, fields[FIELD_TLV].offset, "the TLV area has no bytes");
	if (tlv_size % 8 != 0)
		sfw_report(findings, SFW_TLV_AREA_UNALIGNED, fields[FIELD_TLV].offset,
			   "the TLV area has %u bytes, not a multiple of 8", tlv_size);
	if (signature_size == 0)
		sfw_report(findings, SFW_SIGNATURE_EMPTY, fields[FIELD_SIGNATURE].offset, "the signature has no bytes");
	if (images_size == 0)
		sfw_report(findings, SFW_IMAGES_EMPTY, fields[FIELD_IMAGES].offset, "the images have no bytes");
	if (announced > UINT32_MAX)
		sfw_report(findings, SFW_LENGTH_OVERFLOW, fields[FIELD_TLV].offset,
			   "TLV area, signature and images have 0x%x, 0x%x and 0x%x bytes, together more than 4 GiB",
			   tlv_size, signature_size, images_size);
	else
		sfw_check_file_size(file_size, announced, findings);
}

static void check_padding(struct container *container, struct span head, signfw_findings *findings)
{
	const uint64_t end = container->signature_offset + container->signature_size;
	struct span padding;

	if (sfw_span_at(head, end, sfw_round_up_8(container->signature_size) - container->signature_size, &padding) &&
	    !sfw_span_is_zero(padding))
		sfw_report(findings, SFW_SIGNATURE_PADDING, end, "the padding behind the signature isn't zero");
}

static void mark_platform_tlvs(struct container *container)
{
	for (size_t i = 0; i < container->tlv_count; i++)
		container->tlvs[i].is_platform = container->tlvs[i].type >= SIGNFW_TLV_PLATFORM_FIRST &&
						 container->tlvs[i].type <= SIGNFW_TLV_PLATFORM_LAST;
}

enum signfw_status sfw_optee_parse(struct container *container, const struct ends *file, signfw_findings *findings)
{
	static const char *const names[FIELD_COUNT] = {"magic", "version", "tlv_length", "signature_length",
						       "images_length"};
	const struct span head = file->head;

	if (!sfw_read_header(container, head, names, FIELD_COUNT, findings))
		return SIGNFW_OK;
	const uint32_t tlv_size = container->fields[FIELD_TLV].value;

	container->signature_size = container->fields[FIELD_SIGNATURE].value;
	container->images_size = container->fields[FIELD_IMAGES].value;
	check_lengths(container, file->size, findings);
	container->metadata_offset = SFW_OPTEE_HEADER_SIZE;
	if (!sfw_span_at(head, SFW_OPTEE_HEADER_SIZE, sfw_round_up_8(tlv_size), &container->metadata))
		container->metadata = (struct span){0};
	container->signature_offset = SFW_OPTEE_HEADER_SIZE + sfw_round_up_8(tlv_size);
	container->images_offset = container->signature_offset + sfw_round_up_8(container->signature_size);
	container->images_end = container->images_offset + sfw_round_up_8(container->images_size);
	if (!sfw_span_at(head, container->signature_offset, container->signature_size, &container->signature))
		container->signature = (struct span){0};
	check_padding(container, head, findings);

	const uint64_t end = SFW_OPTEE_HEADER_SIZE + (uint64_t)tlv_size;

	if (!sfw_span_is_zero(sfw_available(head, end, sfw_round_up_8(tlv_size) - tlv_size)))
		sfw_report(findings, SFW_TLV_PADDING, end, "the padding of the TLV area isn't zero");
	if (sfw_read_tlvs(container, sfw_optee_area(file), sfw_optee_tlv_header, findings) != SIGNFW_OK)
		return SIGNFW_E_MEMORY;
	mark_platform_tlvs(container);
	return SIGNFW_OK;
}

/* ---- writing ------------------------------------------------------------------- */

void sfw_optee_write(const struct container *container, struct surroundings *out)
{
	struct builder *head = &out->head;
	uint64_t tlv_size = 0;

	for (size_t i = 0; i < container->tlv_count; i++)
		tlv_size += 8 + sfw_round_up_8(container->tlvs[i].value.size);
	sfw_builder_u32le(head, SFW_LAYOUT_MAGIC);
	sfw_builder_u32le(head, SFW_LAYOUT_VERSION);
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

static const struct tlv_order orders[] = {
	{"upstream", sfw_tlv_order_upstream},
	{0},
};

const struct layout sfw_layout_optee = {
	.name = "optee",
	.description = "upstream OP-TEE, since 4.0",
	.orders = orders,
	.platform_first = SIGNFW_TLV_PLATFORM_FIRST,
	.platform_last = SIGNFW_TLV_PLATFORM_LAST,
	.ecdsa = "upstream OP-TEE accepts RSA only",
	.image_alignment = 8,
	.images_max = SIGNFW_MAX_IMAGES,
	.value_max = UINT32_MAX,
	.signature_multiple = 1,
	.copies_table = true,
	.recognise = recognise,
	.parse = sfw_optee_parse,
	.write = sfw_optee_write,
};
