/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The layout of ST's OP-TEE 3.19: signfw-container(5), "Layout st-3.19".
 *
 *     header | signature | images, each padded | chunk of TLVs | chunk of platform TLVs
 */
#include "container/layout.h"

#define HEADER_SIZE 24

/* A chunk begins with two words: which one it is, and how many bytes of TLVs follow. */
#define CHUNK_HEADER   8
#define CHUNK_TLVS     0x6907
#define CHUNK_PLATFORM 0x6908

/* Fields of the header, in their order. */
enum {
	FIELD_MAGIC,
	FIELD_VERSION,
	FIELD_SIGNATURE,
	FIELD_IMAGES,
	FIELD_TLVS,
	FIELD_PLATFORM,
	FIELD_COUNT
};

/* Where everything is, by the lengths in the header. */
struct places {
	uint64_t images, chunks, platform, end;
};

static struct places places_of(const struct ends *file)
{
	const uint32_t signature_size = sfw_field_of(file, FIELD_SIGNATURE);
	struct places places = {.images = HEADER_SIZE + (uint64_t)signature_size};

	places.chunks = HEADER_SIZE + sfw_round_up_8(signature_size) + sfw_round_up_8(sfw_field_of(file, FIELD_IMAGES));
	places.platform = places.chunks + sfw_round_up_8(sfw_field_of(file, FIELD_TLVS));
	places.end = places.platform + sfw_round_up_8(sfw_field_of(file, FIELD_PLATFORM));
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
	signs += sfw_word_at(file, places.chunks) == CHUNK_TLVS;
	return sfw_fit_of(signs, 3);
}

/* ---- reading ------------------------------------------------------------------- */

static void check_lengths(const struct container *container, const struct places *places, signfw_findings *findings)
{
	const struct signfw_field *fields = container->fields;

	if (fields[FIELD_SIGNATURE].value == 0)
		sfw_report(findings, SFW_SIGNATURE_EMPTY, fields[FIELD_SIGNATURE].offset, "the signature has no bytes");
	if (fields[FIELD_IMAGES].value == 0)
		sfw_report(findings, SFW_IMAGES_EMPTY, fields[FIELD_IMAGES].offset, "the images have no bytes");
	if (fields[FIELD_TLVS].value == 0)
		sfw_report(findings, SFW_TLV_AREA_EMPTY, fields[FIELD_TLVS].offset, "the TLV area has no bytes");
	if (places->end > UINT32_MAX)
		sfw_report(findings, SFW_LENGTH_OVERFLOW, fields[FIELD_SIGNATURE].offset,
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
				     struct reader chunk, uint32_t magic, signfw_findings *findings)
{
	const size_t first = container->tlv_count;
	const uint64_t at = chunk.offset;
	uint32_t found, size;

	if (length->value < CHUNK_HEADER)
		sfw_report(findings, SFW_CHUNK_INVALID, length->offset, "a chunk of %u bytes, its header alone has %d",
			   length->value, CHUNK_HEADER);
	if (!sfw_reader_u32le(&chunk, &found) || !sfw_reader_u32le(&chunk, &size))
		return SIGNFW_OK;
	if (found != magic)
		sfw_report(findings, SFW_CHUNK_INVALID, at, "the chunk begins with 0x%x, expected 0x%x", found, magic);
	if ((uint64_t)size + CHUNK_HEADER != length->value || size % 8 != 0)
		sfw_report(findings, SFW_CHUNK_INVALID, at + 4,
			   "the chunk has 0x%x bytes of TLVs, expected a multiple of 8 that is 8 less than the 0x%x of "
			   "the header",
			   size, length->value);
	if (size < chunk.left.size)
		chunk.left.size = size;
	const enum signfw_status status = sfw_read_tlvs(container, chunk, tlv_header, findings);

	for (size_t i = first; i < container->tlv_count; i++)
		container->tlvs[i].is_platform = magic == CHUNK_PLATFORM;
	return status;
}

static enum signfw_status read_chunks(struct container *container, const struct ends *file, const struct places *places,
				      signfw_findings *findings)
{
	const struct signfw_field *tlvs = &container->fields[FIELD_TLVS];
	const struct signfw_field *platform = &container->fields[FIELD_PLATFORM];
	enum signfw_status status = SIGNFW_OK;

	if (tlvs->value != 0)
		status = read_chunk(container, tlvs, chunk_at(file, places->chunks, tlvs->value), CHUNK_TLVS, findings);
	if (status == SIGNFW_OK && platform->value != 0)
		status = read_chunk(container, platform, chunk_at(file, places->platform, platform->value),
				    CHUNK_PLATFORM, findings);
	return status;
}

static enum signfw_status parse(struct container *container, const struct ends *file, signfw_findings *findings)
{
	static const char *const names[FIELD_COUNT] = {"magic",         "version",    "signature_length",
						       "images_length", "tlv_length", "platform_length"};
	const struct places places = places_of(file);

	if (!sfw_read_header(container, file->head, names, FIELD_COUNT, findings))
		return SIGNFW_OK;
	check_lengths(container, &places, findings);
	container->signature_offset = HEADER_SIZE;
	container->signature_size = container->fields[FIELD_SIGNATURE].value;
	container->images_offset = places.images;
	container->images_size = container->fields[FIELD_IMAGES].value;
	container->images_end = places.chunks;
	container->metadata_offset = places.chunks;
	if (!sfw_ends_at(file, places.chunks, places.end - places.chunks, &container->metadata))
		container->metadata = (struct span){0};
	if (!sfw_span_at(file->head, HEADER_SIZE, container->signature_size, &container->signature))
		container->signature = (struct span){0};
	return read_chunks(container, file, &places, findings);
}

/* ---- writing ------------------------------------------------------------------- */

/* The size of a TLV with its header. */
static uint64_t size_of(const struct tlv *tlv)
{
	return sfw_round_up_8(4 + (uint64_t)tlv->value.size);
}

/* The size of a chunk; 0 of one without TLVs. */
static uint32_t chunk_size(const struct container *container, bool is_platform)
{
	uint64_t size = 0;

	for (size_t i = 0; i < container->tlv_count; i++)
		if (container->tlvs[i].is_platform == is_platform)
			size += size_of(&container->tlvs[i]);
	return size == 0 ? 0 : (uint32_t)size + CHUNK_HEADER;
}

static void write_chunk(const struct container *container, bool is_platform, struct builder *out)
{
	const uint32_t size = chunk_size(container, is_platform);

	if (size == 0)
		return;
	sfw_builder_u32le(out, is_platform ? CHUNK_PLATFORM : CHUNK_TLVS);
	sfw_builder_u32le(out, size - CHUNK_HEADER);
	for (size_t i = 0; i < container->tlv_count; i++) {
		const struct tlv *tlv = &container->tlvs[i];

		if (tlv->is_platform != is_platform)
			continue;
		sfw_builder_u32le(out, tlv->type | (uint32_t)tlv->value.size << 16);
		sfw_builder_bytes(out, tlv->value.data, tlv->value.size);
		sfw_builder_zeros(out, (size_t)size_of(tlv) - 4 - tlv->value.size);
	}
}

static void write(const struct container *container, struct surroundings *out)
{
	sfw_builder_u32le(&out->head, SFW_LAYOUT_MAGIC);
	sfw_builder_u32le(&out->head, SFW_LAYOUT_VERSION);
	sfw_builder_u32le(&out->head, container->signature_size);
	sfw_builder_u32le(&out->head, (uint32_t)container->images_size);
	sfw_builder_u32le(&out->head, chunk_size(container, false));
	sfw_builder_u32le(&out->head, chunk_size(container, true));
	sfw_builder_zeros(&out->head, container->signature_size);
	write_chunk(container, false, &out->tail);
	write_chunk(container, true, &out->tail);
}

static const struct tlv_order orders[] = {
	{"st", sfw_tlv_order_upstream},
	{0},
};

static const struct platform_tlv platform_tlvs[] = {
	{"SBOOTADDR", SIGNFW_TLV_SBOOTADDR, true},
	{"NSBOOTADDR", SIGNFW_TLV_NSBOOTADDR, true},
	{0},
};

const struct layout sfw_layout_st319 = {
	.name = "st-3.19",
	.description = "ST's OP-TEE 3.19, for the first STM32MP25",
	.orders = orders,
	/* what is below are types of other TLVs, though these are in another chunk */
	.platform_first = 0x20,
	.platform_last = 0xff,
	.platform_tlvs = platform_tlvs,
	.address_names = "SBOOTADDR or NSBOOTADDR",
	.requires_platform = true,
	.ecdsa = "ST's OP-TEE 3.19 accepts RSA only",
	.image_alignment = 8,
	.images_max = SIGNFW_MAX_IMAGES,
	.value_max = UINT16_MAX,
	.signature_multiple = SFW_ST3_SIGNATURE_MULTIPLE,
	.recognise = recognise,
	.parse = parse,
	.write = write,
};
