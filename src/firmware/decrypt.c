/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/decrypt.h"

#include <string.h>

#include "base/error.h"
#include "format/resource_format.h"

#define BLOCK SFW_AES_BLOCK_SIZE

enum signfw_status sfw_decrypt_part(struct span enc_key, const uint8_t *iv, struct span bytes, size_t offset,
				    uint8_t *out, size_t size, struct signfw_error *err)
{
	const size_t begin = offset / BLOCK * BLOCK, end = (offset + size + BLOCK - 1) / BLOCK * BLOCK;
	uint8_t blocks[2 * BLOCK];
	/* each block was mixed with the one before it */
	const enum signfw_status status =
		sfw_crypto_decrypt(enc_key, begin == 0 ? iv : bytes.data + begin - BLOCK,
				   (struct span){bytes.data + begin, end - begin}, blocks, err);

	if (status == SIGNFW_OK)
		memcpy(out, blocks + (offset - begin), size);
	sfw_wipe(blocks, sizeof(blocks));
	return status;
}

/* A search for bytes that prove a key, and its result so far. */
struct search {
	const struct image *image;
	const struct hash_table *table;
	const enum signfw_check *checks;
	struct span enc_key;
	enum signfw_check found;
};

/* Decrypts `size` bytes of segment `index`; false in *readable if it isn't one to be looked at, or doesn't have them. */
static enum signfw_status read_segment(const struct search *search, size_t index, uint64_t offset, uint8_t *out,
				       size_t size, bool *readable, struct signfw_error *err)
{
	const struct segment *segment = &search->image->elf.segments[index];
	const struct span bytes = sfw_elf32_bytes(&search->image->elf, segment);
	struct hash_entry entry;
	struct span part;

	*readable = sfw_segment_is_loaded(segment) &&
		    (search->checks == NULL || search->checks[index] == SIGNFW_GOOD) && bytes.size % BLOCK == 0 &&
		    sfw_span_at(bytes, offset, size, &part) && sfw_hash_table_find(search->table, segment, &entry);
	return *readable ? sfw_decrypt_part(search->enc_key, entry.iv, bytes, (size_t)offset, out, size, err)
			 : SIGNFW_OK;
}

static bool is_resource_table(const uint8_t header[SFW_TABLE_HEADER_SIZE], uint32_t size)
{
	return sfw_u32le(header) == 1 && sfw_u32le(header + 8) == 0 && sfw_u32le(header + 12) == 0 &&
	       SFW_TABLE_HEADER_SIZE + 4 * (uint64_t)sfw_u32le(header + 4) <= size;
}

/* Devices load nothing else as a resource table. */
static enum signfw_status look_at_resource_table(struct search *search, struct signfw_error *err)
{
	const struct resource_table *table = &search->image->elf.resource_table;
	uint8_t header[SFW_TABLE_HEADER_SIZE];
	enum signfw_status status = SIGNFW_OK;
	bool readable = false;

	if (!table->found || table->size < sizeof(header))
		return SIGNFW_OK;
	for (size_t i = 0; i < search->image->elf.segment_count && status == SIGNFW_OK && !readable; i++) {
		const uint32_t begin = search->image->elf.segments[i].offset;

		if (table->offset >= begin)
			status = read_segment(search, i, table->offset - begin, header, sizeof(header), &readable, err);
	}
	if (status == SIGNFW_OK && readable)
		search->found = is_resource_table(header, table->size) ? SIGNFW_GOOD : SIGNFW_BAD;
	return status;
}

/* The second word of a vector table is where execution begins; its lowest bit says "Thumb". */
#define RESET_VECTOR 4

/* A coincidence proves the key; nothing has to be there, so that anything else proves nothing. */
static enum signfw_status look_at_vectors(struct search *search, struct signfw_error *err)
{
	const struct elf32 *elf = &search->image->elf;
	enum signfw_status status = SIGNFW_OK;
	uint8_t vector[4];
	bool readable;

	for (size_t i = 0; i < elf->segment_count && status == SIGNFW_OK && elf->entry > 1; i++) {
		status = read_segment(search, i, RESET_VECTOR, vector, sizeof(vector), &readable, err);
		if (status == SIGNFW_OK && readable && (sfw_u32le(vector) | 1) == (elf->entry | 1))
			search->found = SIGNFW_GOOD;
	}
	return status;
}

enum signfw_status sfw_decrypt_check_key(const struct image *image, const struct hash_table *table,
					 const enum signfw_check *checks, struct span enc_key, enum signfw_check *out,
					 struct signfw_error *err)
{
	struct search search = {image, table, checks, enc_key, SIGNFW_UNCHECKED};
	enum signfw_status status = look_at_resource_table(&search, err);

	if (status == SIGNFW_OK && search.found == SIGNFW_UNCHECKED)
		status = look_at_vectors(&search, err);
	if (status == SIGNFW_OK)
		*out = search.found;
	return status;
}

static enum signfw_status decrypt_segment(uint8_t *out, const struct image *image, size_t index,
					  const struct hash_table *table, struct span enc_key, struct signfw_error *err)
{
	const struct segment *segment = &image->elf.segments[index];
	const struct span bytes = sfw_elf32_bytes(&image->elf, segment);
	struct hash_entry entry;

	if (bytes.size < segment->filesz || bytes.size % BLOCK != 0 || !sfw_hash_table_find(table, segment, &entry))
		return sfw_fail_at(err, SIGNFW_E_CONTAINER, image->offset + sfw_elf32_header_offset(&image->elf, index),
				   "%s can't be decrypted: it isn't in the hash table, or not whole blocks",
				   sfw_segment_label(index, segment).text);
	return sfw_crypto_decrypt(enc_key, entry.iv, bytes, out + segment->offset, err);
}

enum signfw_status sfw_decrypt_image(uint8_t *out, const struct image *image, const struct hash_table *table,
				     struct span enc_key, struct signfw_error *err)
{
	enum signfw_status status = SIGNFW_OK;

	for (size_t i = 0; i < image->elf.segment_count && status == SIGNFW_OK; i++)
		if (sfw_segment_is_loaded(&image->elf.segments[i]))
			status = decrypt_segment(out, image, i, table, enc_key, err);
	return status;
}
