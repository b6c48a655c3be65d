/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load_hash_table.h"

#include "format/container_format.h"

uint32_t sfw_load_keep_table(struct load *load, struct ta_heap *heap, uint64_t offset, uint32_t size)
{
	if (!sfw_ta_heap_take(heap, size))
		return sfw_load_answer(
			load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-table", load->copy_offset + offset,
			"a copy of the hash table, %u bytes, doesn't fit into what is left of the TA's heap", size);
	sfw_view_bytes(&load->copy, offset, size);
	if (load->copy.crashed)
		return sfw_load_crash(load, &load->copy, "tlv-search");
	load->table_offset = offset;
	load->table_count = size / load->entry_size;
	return SIGNFW_TEE_SUCCESS;
}

/* Whether a table entry is one for this segment, apart from its address. */
static bool fits(const struct load *load, struct view *copy, uint64_t entry, const struct segment_header *header)
{
	return sfw_view_u32(copy, entry + SFW_P_TYPE) == SFW_SEGMENT_LOAD &&
	       sfw_view_u32(copy, entry + SFW_P_FILESZ) == header->filesz &&
	       sfw_view_u32(copy, entry + SFW_P_MEMSZ) == header->memsz &&
	       (!load->device->version->entry_has_offset || sfw_view_u32(copy, entry + SFW_P_OFFSET) == header->offset);
}

/* Whether the bytes of a segment are in the images; in 32 bits their end may wrap. */
static bool is_in_images(const struct image_load *image, const struct segment_header *header)
{
	const struct load *load = image->load;
	const uint64_t begin = sfw_device_sum(load->device, image->offset - load->images_offset, header->offset);

	return begin <= load->images_size && sfw_device_sum(load->device, begin, header->filesz) <= load->images_size;
}

/* Whether an entry that was found is one for the segment, and the segment in the images. */
static uint32_t check_entry(const struct image_load *image, const struct segment_header *header, uint32_t index,
			    uint64_t entry)
{
	struct load *load = image->load;
	const struct device_version *version = load->device->version;
	const uint64_t at = sfw_image_position(image, header->at);

	if (!fits(load, &load->copy, entry, header))
		return sfw_load_answer(load, version->bad_entry, "hash-entry", at,
				       "image %zu, segment %zu: the first hash-table entry for address 0x%08x "
				       "(entry %u) has another type%s or size",
				       image->image, header->index, header->paddr, index,
				       version->entry_has_offset ? ", offset" : "");
	if (!version->entry_has_offset && !is_in_images(image, header))
		return sfw_load_answer(load, version->bad_entry, "segment-data", at,
				       "image %zu, segment %zu: its bytes leave the images", image->image,
				       header->index);
	return SIGNFW_TEE_SUCCESS;
}

uint32_t sfw_load_find_entry(const struct image_load *image, const struct segment_header *header,
			     struct table_entry *out)
{
	struct load *load = image->load;

	for (uint32_t i = 0; i < load->table_count; i++) {
		const uint64_t entry = load->table_offset + (uint64_t)i * load->entry_size;

		if (sfw_view_u32(&load->copy, entry + SFW_P_PADDR) != header->paddr)
			continue;
		*out = (struct table_entry){entry + SFW_ENTRY_DIGEST, entry + SFW_ENTRY_IV};
		return check_entry(image, header, i, entry);
	}
	return sfw_load_answer(load, SIGNFW_TEE_NO_DATA, "hash-entry", sfw_image_position(image, header->at),
			       "image %zu, segment %zu: the hash table has no entry for address 0x%08x", image->image,
			       header->index, header->paddr);
}
