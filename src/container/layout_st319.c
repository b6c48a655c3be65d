/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Layout st-3.19:
 *
 *     header | signature | images, each padded | chunk of TLVs | chunk of platform TLVs
 */
#include "container/layout_st319.h"

#include "base/cleanup.h"
#include "container/optee_family.h"
#include "container/tlv_model.h"

/* Offsets of the parts, computed from the lengths in the header. */
struct places {
	uint64_t images, chunks, platform, end;
};

static struct places places_of(const struct ends *file)
{
	const uint32_t signature_size = sfw_field_of(file, SFW_ST319_SIGNATURE_LENGTH);
	struct places places = {.images = SFW_ST319_HEADER_SIZE + (uint64_t)signature_size};

	places.chunks = SFW_ST319_HEADER_SIZE + sfw_round_up_8(signature_size) +
			sfw_round_up_8(sfw_field_of(file, SFW_ST319_IMAGES_LENGTH));
	places.platform = places.chunks + sfw_round_up_8(sfw_field_of(file, SFW_ST319_TLV_LENGTH));
	places.end = places.platform + sfw_round_up_8(sfw_field_of(file, SFW_ST319_PLATFORM_LENGTH));
	return places;
}

static enum fit recognise(const struct ends *file)
{
	const struct places places = places_of(file);
	unsigned signs = 0;

	if (!sfw_has_magic(file))
		return FIT_NOT;
	signs += places.end == file->size;
	signs += sfw_has_elf_at(file, places.images);
	signs += sfw_word_at(file, places.chunks) == SFW_ST319_CHUNK_TLVS;
	return sfw_fit_of(signs, 3);
}

/* ---- reading ------------------------------------------------------------------- */

static void check_lengths(const struct container *container, const struct places *places, signfw_findings *findings)
{
	const struct signfw_field *fields = container->fields;

	sfw_check_length(&fields[SFW_ST319_SIGNATURE_LENGTH], SFW_SIGNATURE_EMPTY, "the signature has", findings);
	sfw_check_length(&fields[SFW_ST319_IMAGES_LENGTH], SFW_IMAGES_EMPTY, "the images have", findings);
	sfw_check_length(&fields[SFW_ST319_TLV_LENGTH], SFW_TLV_AREA_EMPTY, "the TLV area has", findings);
	if (places->end > UINT32_MAX)
		sfw_report(findings, SFW_LENGTH_OVERFLOW, fields[SFW_ST319_SIGNATURE_LENGTH].offset,
			   "signature, images and TLVs have together more than 4 GiB");
	else
		sfw_check_file_size(container->file_size, places->end, findings);
}

static bool tlv_header(struct reader *area, uint32_t *type, uint32_t *size)
{
	uint32_t word;

	if (!sfw_reader_u32le(area, &word))
		return false;
	*type = word & 0xffff;
	*size = word >> 16;
	return true;
}

/* The `size` bytes at `offset`, or those of them that the file has. */
static struct reader chunk_at(const struct ends *file, uint64_t offset, uint64_t size)
{
	struct reader chunk = {.offset = offset};

	if (!sfw_ends_at(file, offset, size, &chunk.left))
		chunk.left = sfw_available(file->head, offset, size);
	return chunk;
}

/* Reads the TLVs of a chunk; what is wrong with its own header is found. */
static enum signfw_status read_chunk(struct container *container, const struct signfw_field *length,
				     struct reader chunk, bool is_platform, signfw_findings *findings)
{
	const uint32_t magic = is_platform ? SFW_ST319_CHUNK_PLATFORM : SFW_ST319_CHUNK_TLVS;
	const uint64_t at = chunk.offset;
	uint32_t found, size;

	if (length->value < SFW_ST319_CHUNK_HEADER)
		sfw_report(findings, SFW_CHUNK_INVALID, length->offset, "a chunk of %u bytes, its header alone has %d",
			   length->value, SFW_ST319_CHUNK_HEADER);
	if (!sfw_reader_u32le(&chunk, &found) || !sfw_reader_u32le(&chunk, &size))
		return SIGNFW_OK;
	if (found != magic)
		sfw_report(findings, SFW_CHUNK_INVALID, at, "the chunk begins with 0x%x, expected 0x%x", found, magic);
	if ((uint64_t)size + SFW_ST319_CHUNK_HEADER != length->value || size % 8 != 0)
		sfw_report(findings, SFW_CHUNK_INVALID, at + 4,
			   "the chunk has 0x%x bytes of TLVs, expected a multiple of 8 that is 8 less than the 0x%x of "
			   "the header",
			   size, length->value);
	if (size < chunk.left.size)
		chunk.left.size = size;
	return sfw_tlv_read_area(&container->tlvs, chunk, tlv_header, is_platform, findings);
}

static enum signfw_status read_chunks(struct container *container, const struct ends *file, const struct places *places,
				      signfw_findings *findings)
{
	const struct signfw_field *tlvs = &container->fields[SFW_ST319_TLV_LENGTH];
	const struct signfw_field *platform = &container->fields[SFW_ST319_PLATFORM_LENGTH];
	enum signfw_status status = SIGNFW_OK;

	if (tlvs->value != 0)
		status = read_chunk(container, tlvs, chunk_at(file, places->chunks, tlvs->value), false, findings);
	if (status == SIGNFW_OK && platform->value != 0)
		status = read_chunk(container, platform, chunk_at(file, places->platform, platform->value), true,
				    findings);
	return status;
}

static enum signfw_status read(struct container *container, const struct ends *file, signfw_findings *findings)
{
	static const char *const names[SFW_ST319_FIELDS] = {
		[SFW_ST319_MAGIC] = "magic",
		[SFW_ST319_VERSION] = "version",
		[SFW_ST319_SIGNATURE_LENGTH] = "signature_length",
		[SFW_ST319_IMAGES_LENGTH] = "images_length",
		[SFW_ST319_TLV_LENGTH] = "tlv_length",
		[SFW_ST319_PLATFORM_LENGTH] = "platform_length",
	};
	const struct places places = places_of(file);

	if (!sfw_read_header(container, file->head, names, SFW_ST319_FIELDS, findings))
		return SIGNFW_OK;
	check_lengths(container, &places, findings);
	container->signature_offset = SFW_ST319_HEADER_SIZE;
	container->signature_size = container->fields[SFW_ST319_SIGNATURE_LENGTH].value;
	container->images_offset = places.images;
	container->images_size = container->fields[SFW_ST319_IMAGES_LENGTH].value;
	container->images_end = places.chunks;
	container->metadata_offset = places.chunks;
	container->metadata = sfw_whole(file, places.chunks, places.end - places.chunks);
	container->signature = sfw_whole(file, SFW_ST319_HEADER_SIZE, container->signature_size);
	return read_chunks(container, file, &places, findings);
}

/* ---- writing ------------------------------------------------------------------- */

/* The size of a TLV with its header. */
static uint64_t size_of(const struct tlv *tlv)
{
	return sfw_round_up_8(SFW_ST319_TLV_HEADER + (uint64_t)tlv->value.size);
}

/* The size of a chunk; 0 of one without TLVs. */
static uint32_t chunk_size(const struct tlv_list *list, bool is_platform)
{
	uint64_t size = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->tlvs[i].is_platform == is_platform)
			size += size_of(&list->tlvs[i]);
	return size == 0 ? 0 : (uint32_t)size + SFW_ST319_CHUNK_HEADER;
}

static void write_chunk(const struct tlv_list *list, bool is_platform, struct builder *out)
{
	const uint32_t size = chunk_size(list, is_platform);

	if (size == 0)
		return;
	sfw_builder_u32le(out, is_platform ? SFW_ST319_CHUNK_PLATFORM : SFW_ST319_CHUNK_TLVS);
	sfw_builder_u32le(out, size - SFW_ST319_CHUNK_HEADER);
	for (size_t i = 0; i < list->count; i++) {
		const struct tlv *tlv = &list->tlvs[i];

		if (tlv->is_platform != is_platform)
			continue;
		sfw_builder_u32le(out, tlv->type | (uint32_t)tlv->value.size << 16);
		sfw_builder_bytes(out, tlv->value.data, tlv->value.size);
		sfw_builder_zeros(out, (size_t)size_of(tlv) - SFW_ST319_TLV_HEADER - tlv->value.size);
	}
}

static void write(const struct container *container, struct surroundings *out, signfw_findings *findings)
{
	CLEANUP(sfw_tlv_model_cleanup) struct tlv_model tlvs = {0};

	out->head.failed = sfw_tlv_model_write(&tlvs, container, findings) != SIGNFW_OK;
	sfw_builder_u32le(&out->head, SFW_LAYOUT_MAGIC);
	sfw_builder_u32le(&out->head, SFW_LAYOUT_VERSION);
	sfw_builder_u32le(&out->head, container->signature_size);
	sfw_builder_u32le(&out->head, (uint32_t)container->images_size);
	sfw_builder_u32le(&out->head, chunk_size(&tlvs.list, false));
	sfw_builder_u32le(&out->head, chunk_size(&tlvs.list, true));
	sfw_builder_zeros(&out->head, container->signature_size);
	write_chunk(&tlvs.list, false, &out->tail);
	write_chunk(&tlvs.list, true, &out->tail);
}

static const struct tlv_order orders[] = {
	{"st", sfw_upstream_tlv_order},
	{0},
};

static const uint32_t platform_types[] = {SIGNFW_TLV_SBOOTADDR, SIGNFW_TLV_NSBOOTADDR, 0};

const struct layout sfw_layout_st319 = {
	.name = "st-3.19",
	.description = "ST's OP-TEE 3.19, for the first STM32MP25",
	.orders = orders,
	/* what is below are types of other TLVs, though these are in another chunk */
	.platform_first = 0x20,
	.platform_last = 0xff,
	.platform_types = platform_types,
	.address_names = "SBOOTADDR or NSBOOTADDR",
	.requires_platform = true,
	.ecdsa = "ST's OP-TEE 3.19 accepts RSA only",
	.image_alignment = 8,
	.images_max = SIGNFW_MAX_IMAGES,
	.value_max = UINT16_MAX,
	.signature_multiple = SFW_ST3_SIGNATURE_MULTIPLE,
	.recognise = recognise,
	.read = read,
	.understand = sfw_tlv_model_read,
	.write = write,
};
