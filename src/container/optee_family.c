/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/optee_family.h"

#include "base/cleanup.h"
#include "container/tlv_model.h"

/* A hostile file must not make us look at millions of TLVs before it is parsed. */
#define TLVS_LOOKED_AT 64

const uint32_t sfw_upstream_tlv_order[] = {
	SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_NUM_IMG,   SIGNFW_TLV_IMGTYPE,  SIGNFW_TLV_IMGSIZE,
	SIGNFW_TLV_HASHTYPE, SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_PKEYINFO, 0,
};

/* ---- recognising --------------------------------------------------------------- */

static bool tlv_header(struct reader *area, uint32_t *type, uint32_t *size)
{
	return sfw_reader_u32le(area, type) && sfw_reader_u32le(area, size);
}

/* The TLV area, as far as the file has it. */
static struct reader tlv_area(const struct ends *file)
{
	return (struct reader){
		sfw_available(file->head, SFW_OPTEE_HEADER_SIZE, sfw_field_of(file, SFW_OPTEE_TLV_LENGTH)),
		SFW_OPTEE_HEADER_SIZE};
}

static enum fit fit_of(const struct ends *file)
{
	struct reader area = tlv_area(file);
	const uint64_t images_offset = SFW_OPTEE_HEADER_SIZE +
				       sfw_round_up_8(sfw_field_of(file, SFW_OPTEE_TLV_LENGTH)) +
				       sfw_round_up_8(sfw_field_of(file, SFW_OPTEE_SIGNATURE_LENGTH));
	const uint64_t end = images_offset + sfw_round_up_8(sfw_field_of(file, SFW_OPTEE_IMAGES_LENGTH));
	unsigned signs = 0;
	struct tlv tlv;

	if (!sfw_has_magic(file))
		return FIT_NOT;
	signs += end == file->size;
	signs += sfw_has_elf_at(file, images_offset);
	signs += sfw_tlv_next(&area, tlv_header, &tlv) && tlv.type == SIGNFW_TLV_SIGNTYPE && tlv.value.size == 1;
	return sfw_fit_of(signs, 3);
}

static bool says_encrypted_image(const struct tlv *tlv)
{
	for (size_t i = 0; i < tlv->value.size; i++)
		if (tlv->value.data[i] == SIGNFW_IMGTYPE_ENCRYPTED)
			return true;
	return false;
}

static enum writer writer_of(const struct ends *file)
{
	struct reader area = tlv_area(file);
	enum writer writer = WRITER_UPSTREAM;
	struct tlv tlv;

	for (size_t i = 0; i < TLVS_LOOKED_AT && sfw_tlv_next(&area, tlv_header, &tlv); i++) {
		if (tlv.type == SIGNFW_TLV_ENCTYPE || tlv.type == SIGNFW_TLV_ENCTABLE ||
		    (tlv.type == SIGNFW_TLV_IMGTYPE && says_encrypted_image(&tlv)) ||
		    (tlv.type == SIGNFW_TLV_HASHTABLE && i == 1))
			return WRITER_ST;
		if (tlv.type == SIGNFW_TLV_BOOTADDR || tlv.type == SIGNFW_TLV_BOOTSEC)
			writer = WRITER_EITHER;
	}
	return writer;
}

enum fit sfw_optee_recognise(const struct ends *file, enum writer other)
{
	const enum fit fit = fit_of(file);

	/* of a damaged file as much as of a good one */
	return fit > FIT_BEGINS && writer_of(file) == other ? FIT_NOT : fit;
}

/* ---- reading ------------------------------------------------------------------- */

static void check_lengths(const struct container *container, uint64_t file_size, signfw_findings *findings)
{
	const struct signfw_field *fields = container->fields;
	const uint32_t tlv_size = fields[SFW_OPTEE_TLV_LENGTH].value;
	const uint32_t signature_size = fields[SFW_OPTEE_SIGNATURE_LENGTH].value;
	const uint32_t images_size = fields[SFW_OPTEE_IMAGES_LENGTH].value;
	const uint64_t announced = SFW_OPTEE_HEADER_SIZE + sfw_round_up_8(tlv_size) + sfw_round_up_8(signature_size) +
				   sfw_round_up_8(images_size);

	sfw_check_length(&fields[SFW_OPTEE_TLV_LENGTH], SFW_TLV_AREA_EMPTY, "the TLV area has", findings);
	if (tlv_size % 8 != 0)
		sfw_report(findings, SFW_TLV_AREA_UNALIGNED, fields[SFW_OPTEE_TLV_LENGTH].offset,
			   "the TLV area has %u bytes, not a multiple of 8", tlv_size);
	sfw_check_length(&fields[SFW_OPTEE_SIGNATURE_LENGTH], SFW_SIGNATURE_EMPTY, "the signature has", findings);
	sfw_check_length(&fields[SFW_OPTEE_IMAGES_LENGTH], SFW_IMAGES_EMPTY, "the images have", findings);
	if (announced > UINT32_MAX)
		sfw_report(findings, SFW_LENGTH_OVERFLOW, fields[SFW_OPTEE_TLV_LENGTH].offset,
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

/* TLVs for the platform are told by their type. */
static enum signfw_status read_tlvs(struct container *container, const struct ends *file, signfw_findings *findings)
{
	const enum signfw_status status =
		sfw_tlv_read_area(&container->tlvs, tlv_area(file), tlv_header, false, findings);

	for (size_t i = 0; i < container->tlvs.count; i++) {
		struct tlv *tlv = &container->tlvs.tlvs[i];

		tlv->is_platform = tlv->type >= SIGNFW_TLV_PLATFORM_FIRST && tlv->type <= SIGNFW_TLV_PLATFORM_LAST;
	}
	return status;
}

enum signfw_status sfw_optee_read(struct container *container, const struct ends *file, signfw_findings *findings)
{
	static const char *const names[SFW_OPTEE_FIELDS] = {
		[SFW_OPTEE_MAGIC] = "magic",
		[SFW_OPTEE_VERSION] = "version",
		[SFW_OPTEE_TLV_LENGTH] = "tlv_length",
		[SFW_OPTEE_SIGNATURE_LENGTH] = "signature_length",
		[SFW_OPTEE_IMAGES_LENGTH] = "images_length",
	};
	const struct span head = file->head;

	if (!sfw_read_header(container, head, names, SFW_OPTEE_FIELDS, findings))
		return SIGNFW_OK;
	const uint32_t tlv_size = container->fields[SFW_OPTEE_TLV_LENGTH].value;

	container->signature_size = container->fields[SFW_OPTEE_SIGNATURE_LENGTH].value;
	container->images_size = container->fields[SFW_OPTEE_IMAGES_LENGTH].value;
	check_lengths(container, file->size, findings);
	container->metadata_offset = SFW_OPTEE_HEADER_SIZE;
	container->metadata = sfw_whole(file, SFW_OPTEE_HEADER_SIZE, sfw_round_up_8(tlv_size));
	container->signature_offset = SFW_OPTEE_HEADER_SIZE + sfw_round_up_8(tlv_size);
	container->images_offset = container->signature_offset + sfw_round_up_8(container->signature_size);
	container->images_end = container->images_offset + sfw_round_up_8(container->images_size);
	container->signature = sfw_whole(file, container->signature_offset, container->signature_size);
	check_padding(container, head, findings);

	const uint64_t end = SFW_OPTEE_HEADER_SIZE + (uint64_t)tlv_size;

	if (!sfw_span_is_zero(sfw_available(head, end, sfw_round_up_8(tlv_size) - tlv_size)))
		sfw_report(findings, SFW_TLV_PADDING, end, "the padding of the TLV area isn't zero");
	return read_tlvs(container, file, findings);
}

/* ---- writing ------------------------------------------------------------------- */

void sfw_optee_write(const struct container *container, struct surroundings *out, signfw_findings *findings)
{
	CLEANUP(sfw_tlv_model_cleanup) struct tlv_model tlvs = {0};
	struct builder *head = &out->head;
	uint64_t tlv_size = 0;

	head->failed = sfw_tlv_model_write(&tlvs, container, findings) != SIGNFW_OK;
	for (size_t i = 0; i < tlvs.list.count; i++)
		tlv_size += SFW_OPTEE_TLV_HEADER + sfw_round_up_8(tlvs.list.tlvs[i].value.size);
	sfw_builder_u32le(head, SFW_LAYOUT_MAGIC);
	sfw_builder_u32le(head, SFW_LAYOUT_VERSION);
	sfw_builder_u32le(head, (uint32_t)tlv_size);
	sfw_builder_u32le(head, container->signature_size);
	sfw_builder_u32le(head, (uint32_t)container->images_size);
	for (size_t i = 0; i < tlvs.list.count; i++) {
		const struct span value = tlvs.list.tlvs[i].value;

		sfw_builder_u32le(head, tlvs.list.tlvs[i].type);
		sfw_builder_u32le(head, (uint32_t)value.size);
		sfw_builder_bytes(head, value.data, value.size);
		sfw_builder_zeros(head, (size_t)sfw_round_up_8(value.size) - value.size);
	}
	sfw_builder_zeros(head, (size_t)sfw_round_up_8(container->signature_size));
}
