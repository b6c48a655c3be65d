/* SPDX-License-Identifier: BSD-2-Clause */
#include "repair.h"

#include <string.h>

#include "crypto/digest.h"
#include "fuzz.h"
#include "fuzz_crypto.h"
#include "signfw/container.h"

/* signfw-container(5) */
#define MAGIC              UINT32_C(0x3543a468)
#define HEADER_SIZE        20
#define ENTRY_SIZE         64
#define ENTRY_DIGEST       32
#define ELF_PHOFF          28
#define ELF_PHNUM          44
#define ELF_PROGRAM_HEADER 32
#define PT_LOAD            1

struct span fuzz_view(const struct builder *builder)
{
	struct span bytes = {0};

	CHECK(sfw_builder_view(builder, &bytes));
	return bytes;
}

static void put_u32le(uint8_t *at, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

/* The first TLV of a type, the one that counts, if it has this size; else NULL. */
static uint8_t *find_value(struct builder *bytes, const signfw_container *container, uint32_t type, size_t size)
{
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == type)
			return tlv.size == size ? bytes->data + ((const uint8_t *)tlv.value - bytes->data) : NULL;
	return NULL;
}

/* The container again, with a header that fits; as it is, if it is too short. */
static void copy_with_header(struct builder *bytes, struct span from, const struct signfw_key *key)
{
	struct span header, tlvs, images;

	if (!sfw_span_at(from, 0, HEADER_SIZE, &header) ||
	    !sfw_span_at(from, HEADER_SIZE, sfw_round_up_8(sfw_u32le(header.data + 8)), &tlvs)) {
		sfw_builder_bytes(bytes, from.data, from.size);
		return;
	}
	const uint32_t signature_size =
		(uint32_t)sfw_signature_size(sfw_algorithm_of_key(key->key.kind), key->key.bits);
	const uint64_t old_end = HEADER_SIZE + tlvs.size + sfw_round_up_8(sfw_u32le(header.data + 12));
	const uint64_t images_at = old_end < from.size ? old_end : HEADER_SIZE + tlvs.size;

	CHECK(sfw_span_at(from, images_at, from.size - images_at, &images));
	const size_t padding = (size_t)sfw_round_up_8(images.size) - images.size;

	sfw_builder_u32le(bytes, MAGIC);
	sfw_builder_u32le(bytes, 1);
	sfw_builder_bytes(bytes, header.data + 8, 4);
	sfw_builder_u32le(bytes, signature_size);
	sfw_builder_u32le(bytes, (uint32_t)(images.size + padding));
	sfw_builder_bytes(bytes, tlvs.data, tlvs.size);
	sfw_builder_zeros(bytes, (size_t)sfw_round_up_8(signature_size));
	sfw_builder_bytes(bytes, images.data, images.size);
	sfw_builder_zeros(bytes, padding);
}

/* SIGNTYPE of our key; IMGSIZE of the whole images area, if there is one image. */
static void repair_types(struct builder *bytes, const struct signfw_key *key)
{
	signfw_container *container = fuzz_inspect(fuzz_view(bytes));
	uint8_t *sign_type = find_value(bytes, container, SIGNFW_TLV_SIGNTYPE, 1);
	uint8_t *image_size = find_value(bytes, container, SIGNFW_TLV_IMGSIZE, 4);

	if (sign_type != NULL)
		*sign_type = (uint8_t)sfw_algorithm_of_key(key->key.kind)->sign_type;
	if (image_size != NULL)
		memcpy(image_size, bytes->data + 16, 4);
	signfw_container_free(container);
}

static void repair_entry(uint8_t *entry, const struct signfw_image *image, const struct signfw_segment *segment)
{
	const uint32_t fields[] = {segment->type,      segment->offset,      segment->virtual_address, segment->address,
				   segment->file_size, segment->memory_size, segment->flags,           segment->align};
	const uint64_t offset = segment->offset < image->size ? segment->offset : image->size;
	const uint64_t left = image->size - offset;
	struct span content;

	CHECK(sfw_span_at((struct span){image->data, (size_t)image->size}, offset,
			  segment->file_size < left ? segment->file_size : left, &content));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		put_u32le(entry + 4 * i, fields[i]);
	CHECK(sfw_sha256(content, entry + ENTRY_DIGEST, NULL) == SIGNFW_OK);
}

/* Whether the table of an encrypted image, which isn't repaired, may count instead of the other one. */
static bool has_encrypted_table(const signfw_container *container)
{
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == SIGNFW_TLV_ENCTABLE)
			return true;
	return false;
}

/* Whether the table has room for all segments, and says the truth about them now. */
static bool repair_table(struct builder *bytes)
{
	signfw_container *container = fuzz_inspect(fuzz_view(bytes));
	struct signfw_image image;
	struct signfw_segment segment;
	size_t count = 0;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		count += image.segment_count;
	uint8_t *entry = find_value(bytes, container, SIGNFW_TLV_HASHTABLE, count * ENTRY_SIZE);

	for (size_t i = 0; entry != NULL && signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++) {
			repair_entry(entry, &image, &segment);
			entry += ENTRY_SIZE;
		}
	const bool counts = entry != NULL && !has_encrypted_table(container);

	signfw_container_free(container);
	return counts;
}

/* Whether there was room for a signature. */
static bool repair_signature(struct builder *bytes, const struct signfw_key *key)
{
	signfw_container *container = fuzz_inspect(fuzz_view(bytes));
	struct signfw_signature signature = {0};
	const struct signature_algorithm *algorithm = sfw_algorithm_of_key(key->key.kind);

	const bool room = signfw_container_signature(container, &signature) == SIGNFW_OK && signature.data != NULL &&
			  signature.size == sfw_signature_size(algorithm, key->key.bits);

	if (room) {
		const struct span part = {bytes->data, (size_t)signature.offset};

		fuzz_sign(&key->key, algorithm, &part, 1, bytes->data + signature.offset);
	}
	signfw_container_free(container);
	return room;
}

bool fuzz_repair(struct builder *bytes, struct span from, unsigned repairs, const struct signfw_key *key)
{
	bool whole = (repairs & REPAIR_ALL) == REPAIR_ALL;

	if ((repairs & REPAIR_HEADER) != 0) {
		copy_with_header(bytes, from, key);
		repair_types(bytes, key);
	} else {
		sfw_builder_bytes(bytes, from.data, from.size);
	}
	if ((repairs & REPAIR_TABLE) != 0 && !repair_table(bytes))
		whole = false;
	if ((repairs & REPAIR_SIGNATURE) != 0 && !repair_signature(bytes, key))
		whole = false;
	return whole;
}
