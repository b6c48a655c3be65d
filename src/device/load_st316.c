/* SPDX-License-Identifier: BSD-2-Clause */
/* In the order of their remoteproc_core.c, which looks neither at the size of the file nor at where the image is. */
#include "device/load_st316.h"

#include "base/findings.h"
#include "device/load_image.h"
#include "device/load_signature.h"
#include "format/container_format.h"
#include "signfw/container.h"

/* The fields of the header. */
enum {
	H_MAGIC = SFW_FIELD_AT(SFW_ST316_MAGIC),
	H_VERSION = SFW_FIELD_AT(SFW_ST316_VERSION),
	H_LENGTH = SFW_FIELD_AT(SFW_ST316_HEADER_LENGTH),
	H_SIGNATURE_LENGTH = SFW_FIELD_AT(SFW_ST316_SIGNATURE_LENGTH),
	H_SIGNATURE_OFFSET = SFW_FIELD_AT(SFW_ST316_SIGNATURE_OFFSET),
	H_SIGNATURE_TYPE = SFW_FIELD_AT(SFW_ST316_SIGNATURE_TYPE),
	H_TABLE_LENGTH = SFW_FIELD_AT(SFW_ST316_TABLE_LENGTH),
	H_TABLE_OFFSET = SFW_FIELD_AT(SFW_ST316_TABLE_OFFSET),
	H_KEY_LENGTH = SFW_FIELD_AT(SFW_ST316_KEY_LENGTH),
	H_KEY_OFFSET = SFW_FIELD_AT(SFW_ST316_KEY_OFFSET),
	H_IMAGE_LENGTH = SFW_FIELD_AT(SFW_ST316_IMAGE_LENGTH),
	H_IMAGE_OFFSET = SFW_FIELD_AT(SFW_ST316_IMAGE_OFFSET)
};
#define HEADER_SIZE SFW_ST316_HEADER_SIZE

static uint32_t field(struct load *load, uint64_t at)
{
	return sfw_view_u32(&load->copy, at);
}

/* The copy of nothing is at address 1, and the first field is read from there. */
static uint32_t crash_on_empty_header(struct load *load)
{
	sfw_report(load->device->findings, SFW_DEVICE_CRASH, H_LENGTH,
		   "the header says that it has no bytes: the loader copies none, reads memory that isn't there, and "
		   "crashes; whoever can write the file can make it do so");
	return sfw_load_answer(
		load, SIGNFW_TEE_TARGET_DEAD, "head-size", H_LENGTH,
		"hdr_length is 0: the loader copies no header, reads memory that isn't there, and crashes");
}

static uint32_t copy_head(struct load *load, struct ta_heap *heap)
{
	const uint64_t size = sfw_view_size(&load->buffer);
	const uint32_t length = size <= HEADER_SIZE ? 0 : sfw_view_u32(&load->buffer, H_LENGTH);

	if (size <= HEADER_SIZE || size <= length)
		return sfw_load_corrupt(load, "head-size", H_LENGTH, "the container isn't longer than its header says");
	if (length == 0)
		return crash_on_empty_header(load);
	if (!sfw_ta_heap_take(heap, length))
		return sfw_load_answer(
			load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", H_LENGTH,
			"%u bytes of header, hash table and signature don't fit into the TA's heap of %llu", length,
			(unsigned long long)load->device->heap_size);
	/* of a shorter one the TA reads on behind its copy; but the lengths in it can't be right then */
	if (length < HEADER_SIZE)
		return sfw_load_corrupt(load, "head-size", H_LENGTH, "hdr_length is shorter than the header");
	load->copy.bytes = sfw_view_bytes(&load->buffer, 0, length);
	return SIGNFW_TEE_SUCCESS;
}

/* hdr_length has to be the sum of all lengths, and of their remainders, which are no padding. */
static bool lengths_agree(struct load *load)
{
	const uint64_t signature = field(load, H_SIGNATURE_LENGTH);
	const uint64_t table = field(load, H_TABLE_LENGTH);
	const uint64_t key = field(load, H_KEY_LENGTH);

	return field(load, H_LENGTH) == HEADER_SIZE + signature + table + key + signature % 8 + table % 8 + key % 8;
}

static bool is_inside(struct load *load, uint64_t offset_at, uint64_t length_at)
{
	return (uint64_t)field(load, offset_at) + field(load, length_at) <= field(load, H_LENGTH);
}

static uint32_t check_header(struct load *load)
{
	if (field(load, H_MAGIC) != SFW_LAYOUT_MAGIC)
		return sfw_load_corrupt(load, "magic", H_MAGIC, "the magic is another");
	if (field(load, H_VERSION) != SFW_LAYOUT_VERSION)
		return sfw_load_corrupt(load, "version", H_VERSION, "the version isn't 1");
	if (!lengths_agree(load))
		return sfw_load_corrupt(load, "size", H_LENGTH,
					"hdr_length isn't the sum of the lengths in the header");
	if (!is_inside(load, H_SIGNATURE_OFFSET, H_SIGNATURE_LENGTH) || !is_inside(load, H_KEY_OFFSET, H_KEY_LENGTH) ||
	    !is_inside(load, H_TABLE_OFFSET, H_TABLE_LENGTH))
		return sfw_load_corrupt(load, "head-offset", H_SIGNATURE_OFFSET,
					"the signature, the hash table or the key information isn't inside the header");
	if (field(load, H_TABLE_LENGTH) % SIGNFW_HASH_ENTRY_SIZE != 0)
		return sfw_load_corrupt(load, "table-size", H_TABLE_LENGTH,
					"the length of the hash table isn't a multiple of 64");
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_signature(struct load *load, struct ta_heap heap)
{
	const uint32_t offset = field(load, H_SIGNATURE_OFFSET);
	const struct signed_head head = {
		.parts = {sfw_view_bytes(&load->copy, 0, offset)},
		.part_count = 1,
		.type = field(load, H_SIGNATURE_TYPE),
		.type_offset = H_SIGNATURE_TYPE,
		.signature = sfw_view_bytes(&load->copy, offset, field(load, H_SIGNATURE_LENGTH)),
		.signature_offset = offset,
	};
	uint32_t result = sfw_load_check_signature_type(load, head.type, head.type_offset);

	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_load_check_signature_heap(load, heap, field(load, H_KEY_LENGTH));
	return result == SIGNFW_TEE_SUCCESS ? sfw_load_verify(load, &head) : result;
}

uint32_t sfw_load_st316(struct load *load)
{
	struct ta_heap heap = sfw_device_heap(load->device);
	uint32_t result = copy_head(load, &heap);

	if (result == SIGNFW_TEE_SUCCESS)
		result = check_header(load);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_signature(load, heap);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	load->images_offset = field(load, H_IMAGE_OFFSET);
	load->images_size = field(load, H_IMAGE_LENGTH);
	load->table_offset = field(load, H_TABLE_OFFSET);
	load->entry_size = SIGNFW_HASH_ENTRY_SIZE;
	load->table_count = field(load, H_TABLE_LENGTH) / load->entry_size;
	const struct image_load image = {load, 0, load->images_offset, load->images_size, H_IMAGE_LENGTH};

	result = sfw_load_first_header(load);
	return result == SIGNFW_TEE_SUCCESS ? sfw_load_image(&image) : result;
}
