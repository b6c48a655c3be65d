/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load_optee.h"

#include "device/load_hash_table.h"
#include "device/load_image.h"
#include "device/load_platform.h"
#include "device/load_signature.h"
#include "device/tlv_search.h"
#include "format/container_format.h"
#include "signfw/container.h"

/* The fields of the header. */
enum {
	H_MAGIC = SFW_FIELD_AT(SFW_OPTEE_MAGIC),
	H_VERSION = SFW_FIELD_AT(SFW_OPTEE_VERSION),
	H_TLV_LENGTH = SFW_FIELD_AT(SFW_OPTEE_TLV_LENGTH),
	H_SIGNATURE_LENGTH = SFW_FIELD_AT(SFW_OPTEE_SIGNATURE_LENGTH),
	H_IMAGES_LENGTH = SFW_FIELD_AT(SFW_OPTEE_IMAGES_LENGTH)
};

/* Everything that is checked before a byte is copied, and the copy. */
static uint32_t copy_head(struct load *load, struct ta_heap *heap)
{
	const uint64_t size = sfw_view_size(&load->buffer);

	load->tlv_size = sfw_view_u32(&load->buffer, H_TLV_LENGTH);
	load->signature_size = sfw_view_u32(&load->buffer, H_SIGNATURE_LENGTH);
	load->images_size = sfw_view_u32(&load->buffer, H_IMAGES_LENGTH);
	const uint64_t head = SFW_OPTEE_HEADER_SIZE + (uint64_t)sfw_round_up_8_wrapping(load->tlv_size) +
			      sfw_round_up_8_wrapping(load->signature_size);

	if (head > UINT32_MAX || size <= head)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "head-size", H_TLV_LENGTH,
				       "%llu bytes, but header, TLV area and signature alone need more than %llu",
				       (unsigned long long)size, (unsigned long long)head);
	if (load->signature_size == 0 || load->tlv_size == 0)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "head-size", H_TLV_LENGTH,
				       "the TLV area has %u bytes and the signature %u, expected more than 0",
				       load->tlv_size, load->signature_size);
	if (!sfw_ta_heap_take(heap, head))
		return sfw_load_answer(load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", H_TLV_LENGTH,
				       "%llu bytes of header, TLVs and signature don't fit into the TA's heap of %llu",
				       (unsigned long long)head, (unsigned long long)load->device->heap_size);
	load->copy.bytes = sfw_view_bytes(&load->buffer, 0, head);
	load->images_offset = head;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_header(struct load *load)
{
	const uint32_t magic = sfw_view_u32(&load->copy, H_MAGIC);
	const uint32_t version = sfw_view_u32(&load->copy, H_VERSION);
	const uint64_t announced = load->images_offset + sfw_round_up_8_wrapping(load->images_size);

	if (magic != SFW_LAYOUT_MAGIC)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "magic", H_MAGIC,
				       "magic is 0x%08x, expected 0x%08x", magic, SFW_LAYOUT_MAGIC);
	if (version != SFW_LAYOUT_VERSION)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "version", H_VERSION,
				       "version is %u, expected %d", version, SFW_LAYOUT_VERSION);
	if (sfw_view_size(&load->buffer) != (uint32_t)announced)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "size", H_IMAGES_LENGTH,
				       "%llu bytes, but the header announces %llu",
				       (unsigned long long)sfw_view_size(&load->buffer), (unsigned long long)announced);
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t verify(struct load *load, const struct signed_head *head)
{
	/* a length that rounds to 0: the pseudo TA refuses the buffer, and the TA takes that for its own fault */
	if (load->copy.crashed)
		return sfw_load_crash(load, &load->copy, "signature");
	return sfw_load_verify(load, head);
}

static uint32_t check_signature(struct load *load, struct ta_heap heap)
{
	const uint32_t area = sfw_round_up_8_wrapping(load->tlv_size);
	struct signed_head head = {.part_count = 1, .signature_offset = SFW_OPTEE_HEADER_SIZE + (uint64_t)area};
	struct tlv_value type = {0}, key_info = {0};
	uint32_t result = sfw_search_required(load, SIGNFW_TLV_SIGNTYPE, 1, SIGNFW_TEE_BAD_PARAMETERS,
					      SIGNFW_TEE_BAD_PARAMETERS, &type);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	head.type = sfw_view_u8(&load->copy, type.offset);
	head.type_offset = type.offset;
	result = sfw_load_check_signature_type(load, head.type, type.offset);
	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_load_check_hash_heap(load, heap);
	if (result == SIGNFW_TEE_SUCCESS && sfw_search(load, SIGNFW_TLV_PKEYINFO, &key_info) == TLV_LOST)
		result = load->answer->result;
	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_load_check_signature_heap(load, heap, key_info.size);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	head.parts[0] = sfw_view_bytes(&load->copy, 0, head.signature_offset);
	head.signature = sfw_view_bytes(&load->copy, head.signature_offset, load->signature_size);
	if (key_info.size > 0)
		head.key_info = sfw_view_bytes(&load->copy, key_info.offset, key_info.size);
	head.key_info_offset = key_info.size == 0 ? SFW_OPTEE_HEADER_SIZE : key_info.offset;
	return verify(load, &head);
}

static uint32_t check_hash_type(struct load *load)
{
	struct tlv_value type = {0};
	const uint32_t result =
		sfw_search_required(load, SIGNFW_TLV_HASHTYPE, 1, SIGNFW_TEE_NO_DATA, SIGNFW_TEE_BAD_PARAMETERS, &type);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const uint8_t value = sfw_view_u8(&load->copy, type.offset);

	if (value == SIGNFW_HASHTYPE_SHA256)
		return SIGNFW_TEE_SUCCESS;
	return sfw_load_answer(load, SIGNFW_TEE_NOT_SUPPORTED, "hash-type", type.offset,
			       "HASHTYPE is %u, expected %d (SHA-256)", value, SIGNFW_HASHTYPE_SHA256);
}

/* Sets load->encrypted: whether there is an ENCTYPE. */
static uint32_t check_encryption(struct load *load)
{
	struct tlv_value type = {0};

	switch (sfw_search(load, SIGNFW_TLV_ENCTYPE, &type)) {
	case TLV_LOST:
		return load->answer->result;
	case TLV_MISSING:
		return SIGNFW_TEE_SUCCESS;
	case TLV_FOUND:
		break;
	}
	load->encrypted = true;
	if (type.size != 1)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", type.offset,
				       "TLV ENCTYPE has %u bytes, expected 1", type.size);
	const uint8_t value = sfw_view_u8(&load->copy, type.offset);

	if (value == SIGNFW_ENCTYPE_AES_CBC)
		return SIGNFW_TEE_SUCCESS;
	return sfw_load_answer(load, SIGNFW_TEE_NOT_SUPPORTED, "encryption-type", type.offset,
			       "ENCTYPE is %u, expected %d (AES-CBC)", value, SIGNFW_ENCTYPE_AES_CBC);
}

static uint32_t copy_table(struct load *load, struct ta_heap *heap)
{
	const uint32_t type = load->encrypted ? SIGNFW_TLV_ENCTABLE : SIGNFW_TLV_HASHTABLE;
	struct tlv_value table = {0};
	const uint32_t result =
		sfw_search_required(load, type, 0, SIGNFW_TEE_NO_DATA, SIGNFW_TEE_BAD_PARAMETERS, &table);

	load->entry_size = load->encrypted ? SIGNFW_ENC_ENTRY_SIZE : SIGNFW_HASH_ENTRY_SIZE;
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	if (table.size % load->entry_size != 0)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", table.offset,
				       "TLV %s has %u bytes, not a multiple of %u", signfw_tlv_name(type), table.size,
				       load->entry_size);
	return sfw_load_keep_table(load, heap, table.offset, table.size);
}

/* The type that an image has to have. */
static uint32_t check_image_type(struct load *load, size_t image, uint8_t type, uint64_t at)
{
	const uint8_t expected = load->encrypted ? SIGNFW_IMGTYPE_ENCRYPTED : SIGNFW_IMGTYPE_ELF;

	if (type == expected)
		return SIGNFW_TEE_SUCCESS;
	return sfw_load_answer(load, SIGNFW_TEE_BAD_FORMAT, "image-type", at,
			       "image %zu is of type %u, expected %u (%s)", image, type, expected,
			       load->encrypted ? "encrypted ELF" : "ELF");
}

/* The type and size of image `image` of `count`, then the image itself. */
static uint32_t load_next_image(struct load *load, size_t image, uint32_t count, uint32_t *before)
{
	struct tlv_value types = {0}, sizes = {0};
	uint32_t result = sfw_search_required(load, SIGNFW_TLV_IMGTYPE, count, SIGNFW_TEE_NO_DATA,
					      SIGNFW_TEE_BAD_PARAMETERS, &types);

	if (result == SIGNFW_TEE_SUCCESS)
		result = check_image_type(load, image, sfw_view_u8(&load->copy, types.offset + image),
					  types.offset + image);
	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_search_required(load, SIGNFW_TLV_IMGSIZE, 4 * count, SIGNFW_TEE_NO_DATA,
					     SIGNFW_TEE_BAD_PARAMETERS, &sizes);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const uint64_t size_at = sizes.offset + 4 * image;
	const uint32_t size = sfw_view_u32(&load->copy, size_at);
	const struct image_load this = {load, image, sfw_load_image_offset(load, *before), size, size_at};

	*before += size;
	return sfw_load_image(&this);
}

static uint32_t load_images(struct load *load)
{
	struct tlv_value number = {0};
	uint32_t result =
		sfw_search_required(load, SIGNFW_TLV_NUM_IMG, 1, SIGNFW_TEE_NO_DATA, SIGNFW_TEE_BAD_FORMAT, &number);
	uint32_t before = 0;

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const uint32_t count = sfw_view_u8(&load->copy, number.offset);

	if (count == 0)
		return sfw_load_answer(load, SIGNFW_TEE_NO_DATA, "image-count", number.offset, "NUM_IMG is 0");
	for (size_t i = 0; i < count && result == SIGNFW_TEE_SUCCESS; i++)
		result = load_next_image(load, i, count, &before);
	return result;
}

uint32_t sfw_load_optee(struct load *load)
{
	const struct device_version *version = load->device->version;
	struct ta_heap heap = sfw_device_heap(load->device);
	uint32_t result = copy_head(load, &heap);

	if (result == SIGNFW_TEE_SUCCESS)
		result = check_header(load);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_signature(load, heap);
	if (result == SIGNFW_TEE_SUCCESS && version->hashtype_required)
		result = check_hash_type(load);
	if (result == SIGNFW_TEE_SUCCESS && version->platform_tlvs)
		result = sfw_load_platform(load);
	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_load_first_header(load);
	if (result == SIGNFW_TEE_SUCCESS && version->encryption)
		result = check_encryption(load);
	if (result == SIGNFW_TEE_SUCCESS)
		result = copy_table(load, &heap);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	load->cleans_up = version->clears_memory;
	return load_images(load);
}
