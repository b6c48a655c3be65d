/* SPDX-License-Identifier: BSD-2-Clause */
/* In the order of its remoteproc_core.c. */
#include "device/load_st319.h"

#include "base/findings.h"
#include "device/load_hash_table.h"
#include "device/load_image.h"
#include "device/load_signature.h"
#include "format/container_format.h"
#include "signfw/container.h"

/* The fields of the header. */
enum {
	H_MAGIC = SFW_FIELD_AT(SFW_ST319_MAGIC),
	H_VERSION = SFW_FIELD_AT(SFW_ST319_VERSION),
	H_SIGNATURE_LENGTH = SFW_FIELD_AT(SFW_ST319_SIGNATURE_LENGTH),
	H_IMAGES_LENGTH = SFW_FIELD_AT(SFW_ST319_IMAGES_LENGTH),
	H_TLV_LENGTH = SFW_FIELD_AT(SFW_ST319_TLV_LENGTH),
	H_PLATFORM_LENGTH = SFW_FIELD_AT(SFW_ST319_PLATFORM_LENGTH)
};
#define HEADER_SIZE SFW_ST319_HEADER_SIZE

/* A boot address of a platform TLV. */
#define ADDRESS_SIZE 4

/* A TLV that was found; offset in the trailer. */
struct tlv {
	bool found; /* and not empty */
	uint64_t offset;
	uint32_t size;
};

/* Where something of the trailer is in the container. */
static uint64_t place(const struct load *load, uint64_t offset)
{
	return load->copy_offset + offset;
}

/* ---- header and trailer ----------------------------------------------------------- */

/* What the TA copies first; it is kept beside the trailer. */
struct head {
	struct view bytes;
	uint32_t tlv_size, platform_size;
};

static uint32_t copy_head(struct load *load, struct ta_heap *heap, struct head *head)
{
	const uint64_t size = sfw_view_size(&load->buffer);

	load->signature_size = sfw_view_u32(&load->buffer, H_SIGNATURE_LENGTH);
	/* the TA adds in 32 bits */
	const uint32_t length = HEADER_SIZE + load->signature_size;

	if (size <= length || load->signature_size == 0)
		return sfw_load_answer(load, SIGNFW_TEE_CORRUPT_OBJECT, "head-size", H_SIGNATURE_LENGTH,
				       "%llu bytes, but the signature has %u", (unsigned long long)size,
				       load->signature_size);
	if (!sfw_ta_heap_take(heap, length))
		return sfw_load_answer(load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", H_SIGNATURE_LENGTH,
				       "%u bytes of header and signature don't fit into the TA's heap of %llu", length,
				       (unsigned long long)load->device->heap_size);
	head->bytes.bytes = sfw_view_bytes(&load->buffer, 0, length);
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_header(struct load *load, struct head *head)
{
	const uint32_t magic = sfw_view_u32(&head->bytes, H_MAGIC);
	const uint32_t version = sfw_view_u32(&head->bytes, H_VERSION);

	load->images_size = sfw_view_u32(&head->bytes, H_IMAGES_LENGTH);
	head->tlv_size = sfw_view_u32(&head->bytes, H_TLV_LENGTH);
	head->platform_size = sfw_view_u32(&head->bytes, H_PLATFORM_LENGTH);
	const uint64_t trailer = sfw_round_up_8(head->tlv_size) + sfw_round_up_8(head->platform_size);

	load->copy_offset = HEADER_SIZE + sfw_round_up_8(load->signature_size) + sfw_round_up_8(load->images_size);
	if (magic != SFW_LAYOUT_MAGIC)
		return sfw_load_corrupt(load, "magic", H_MAGIC, "the magic is another");
	if (version != SFW_LAYOUT_VERSION)
		return sfw_load_corrupt(load, "version", H_VERSION, "the version isn't 1");
	/* a header that was copied in part: what is behind the copy is nothing that fits */
	if (head->bytes.crashed || sfw_view_size(&load->buffer) != load->copy_offset + trailer)
		return sfw_load_corrupt(load, "size", H_IMAGES_LENGTH, "the size isn't what the header announces");
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t copy_trailer(struct load *load, struct ta_heap *heap, const struct head *head)
{
	const uint64_t size = sfw_round_up_8(head->tlv_size) + sfw_round_up_8(head->platform_size);

	if (size == 0)
		return sfw_load_corrupt(load, "trailer", H_TLV_LENGTH, "there is no trailer");
	if (!sfw_ta_heap_take(heap, size))
		return sfw_load_answer(load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", H_TLV_LENGTH,
				       "%llu bytes of TLVs don't fit into what is left of the TA's heap",
				       (unsigned long long)size);
	load->copy.bytes = sfw_view_bytes(&load->buffer, load->copy_offset, size);
	return SIGNFW_TEE_SUCCESS;
}

/* Whether a chunk has this magic, and the length that the header says. */
static bool is_chunk(struct load *load, uint64_t at, uint32_t magic, uint32_t length)
{
	return sfw_view_u32(&load->copy, at) == magic &&
	       (uint64_t)sfw_view_u32(&load->copy, at + 4) + SFW_ST319_CHUNK_HEADER == length;
}

static uint32_t check_trailer(struct load *load, const struct head *head)
{
	const uint64_t platform = sfw_round_up_8(head->tlv_size);
	const bool good =
		is_chunk(load, 0, SFW_ST319_CHUNK_TLVS, head->tlv_size) &&
		(head->platform_size == 0 || is_chunk(load, platform, SFW_ST319_CHUNK_PLATFORM, head->platform_size));

	return good ? SIGNFW_TEE_SUCCESS
		    : sfw_load_corrupt(load, "trailer", place(load, 0), "a chunk of TLVs has another magic or length");
}

/* ---- TLVs -------------------------------------------------------------------------- */

/* The step from one TLV to the next. */
static uint64_t step(uint32_t size)
{
	return sfw_round_up_8(SFW_ST319_TLV_HEADER + (uint64_t)size);
}

/* The first TLV of a type in the chunk that begins the trailer.  Only its value may leave it: chunks are padded. */
static struct tlv search(struct load *load, uint32_t type)
{
	const uint64_t end = SFW_ST319_CHUNK_HEADER + (uint64_t)sfw_view_u32(&load->copy, 4);

	for (uint64_t at = SFW_ST319_CHUNK_HEADER; at < end;) {
		const uint32_t size = sfw_view_u16(&load->copy, at + 2);

		if (sfw_view_u16(&load->copy, at) == type)
			return (struct tlv){size > 0, at + SFW_ST319_TLV_HEADER, size};
		at += step(size);
	}
	return (struct tlv){0};
}

static uint32_t missing(struct load *load, uint32_t result, uint32_t type)
{
	return sfw_load_answer(load, result, "tlv-missing", place(load, SFW_ST319_CHUNK_HEADER),
			       "TLV %s is missing or empty", signfw_tlv_name(type));
}

static uint32_t check_signature(struct load *load, struct ta_heap heap, struct head *head)
{
	const struct tlv type = search(load, SIGNFW_TLV_SIGNTYPE);
	const struct tlv key_info = search(load, SIGNFW_TLV_PKEYINFO);

	if (!type.found || type.size != 1)
		return sfw_load_corrupt(load, "tlv-missing", place(load, type.offset),
					"SIGNTYPE is missing, or isn't one byte");
	const struct signed_head what = {
		.parts = {sfw_view_bytes(&head->bytes, 0, HEADER_SIZE), load->copy.bytes},
		.part_count = 2,
		.type = sfw_view_u8(&load->copy, type.offset),
		.type_offset = place(load, type.offset),
		.signature = sfw_view_bytes(&head->bytes, HEADER_SIZE, load->signature_size),
		.signature_offset = HEADER_SIZE,
	};
	uint32_t result = sfw_load_check_signature_type(load, what.type, what.type_offset);

	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_load_check_signature_heap(load, heap, key_info.size);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	sfw_view_bytes(&load->copy, key_info.offset, key_info.size);
	if (load->copy.crashed)
		return sfw_load_crash(load, &load->copy, "tlv-search");
	return sfw_load_verify(load, &what);
}

/* ---- platform TLVs ------------------------------------------------------------------ */

/* Whether the driver takes a boot address; the end of a region counts, too. */
static bool is_boot_address(const signfw_device *device, uint32_t address)
{
	for (size_t i = 0; device->memory != NULL && i < device->memory->region_count; i++) {
		const struct signfw_region *region = &device->memory->regions[i];

		if (address >= region->physical_address && address - region->physical_address <= region->size)
			return true;
	}
	return device->memory == NULL;
}

static uint32_t set_address(struct load *load, uint32_t type, const struct tlv *tlv)
{
	struct boot *boot = &load->device->boot;

	if (type != SIGNFW_TLV_SBOOTADDR && type != SIGNFW_TLV_NSBOOTADDR)
		return sfw_load_answer(load, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv", place(load, tlv->offset),
				       "the driver doesn't know the platform TLV 0x%x", type);
	if (tlv->size != ADDRESS_SIZE)
		return sfw_load_corrupt(load, "tlv-size", place(load, tlv->offset),
					"a boot address doesn't have 4 bytes");
	const uint32_t address = sfw_view_u32(&load->copy, tlv->offset);

	if (!is_boot_address(load->device, address))
		return sfw_load_answer(load, SIGNFW_TEE_CORRUPT_OBJECT, "boot-address", place(load, tlv->offset),
				       "the boot address 0x%08x isn't inside a memory region", address);
	*(type == SIGNFW_TLV_SBOOTADDR ? &boot->secure_address : &boot->address) = address;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t load_platform(struct load *load, const struct head *head)
{
	const uint64_t chunk = sfw_round_up_8(head->tlv_size);
	const uint64_t end = chunk + head->platform_size;
	uint32_t result = SIGNFW_TEE_SUCCESS;

	if (head->platform_size == 0) {
		sfw_report(load->device->findings, SFW_DEVICE_READS_BEHIND, H_PLATFORM_LENGTH,
			   "there are no platform TLVs, but the device looks for them in the 8 bytes behind its copy: "
			   "what it does depends on what is there; zeros are taken for none");
		return SIGNFW_TEE_SUCCESS;
	}
	for (uint64_t at = chunk + SFW_ST319_CHUNK_HEADER; at < end && result == SIGNFW_TEE_SUCCESS;) {
		const uint32_t type = sfw_view_u16(&load->copy, at);
		const struct tlv tlv = {true, at + SFW_ST319_TLV_HEADER, sfw_view_u16(&load->copy, at + 2)};

		result = set_address(load, type, &tlv);
		at += step(tlv.size);
	}
	return result;
}

/* ---- images -------------------------------------------------------------------------- */

/* A table of another length is none, and nobody says so: segments don't find their entries then. */
static uint32_t copy_table(struct load *load, struct ta_heap *heap)
{
	const struct tlv table = search(load, SIGNFW_TLV_HASHTABLE);

	load->entry_size = SIGNFW_HASH_ENTRY_SIZE;
	if (!table.found)
		return missing(load, SIGNFW_TEE_NO_DATA, SIGNFW_TLV_HASHTABLE);
	if (table.size % load->entry_size != 0)
		return SIGNFW_TEE_SUCCESS;
	return sfw_load_keep_table(load, heap, table.offset, table.size);
}

/* IMGTYPE or IMGSIZE; of a wrong length the TA goes on with what it had before, which is nothing. */
static uint32_t load_next_image(struct load *load, size_t image, uint32_t count, uint32_t *before)
{
	const struct tlv types = search(load, SIGNFW_TLV_IMGTYPE);
	const struct tlv sizes = search(load, SIGNFW_TLV_IMGSIZE);

	if (!types.found)
		return missing(load, SIGNFW_TEE_NO_DATA, SIGNFW_TLV_IMGTYPE);
	const bool is_elf = types.size == count && sfw_view_u8(&load->copy, types.offset + image) == SIGNFW_IMGTYPE_ELF;

	if (load->copy.crashed)
		return sfw_load_crash(load, &load->copy, "tlv-search");
	if (!is_elf)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_FORMAT, "image-type", place(load, types.offset + image),
				       "image %zu isn't of type %d (ELF)", image, SIGNFW_IMGTYPE_ELF);
	if (!sizes.found)
		return missing(load, SIGNFW_TEE_NO_DATA, SIGNFW_TLV_IMGSIZE);
	const uint32_t size = sizes.size == 4 * count ? sfw_view_u32(&load->copy, sizes.offset + 4 * image) : 0;

	if (load->copy.crashed)
		return sfw_load_crash(load, &load->copy, "tlv-search");
	const struct image_load this = {load, image, sfw_load_image_offset(load, *before), size, SIGNFW_NO_OFFSET};

	*before += size;
	return sfw_load_image(&this);
}

static uint32_t load_images(struct load *load)
{
	const struct tlv number = search(load, SIGNFW_TLV_NUM_IMG);
	uint32_t before = 0;
	uint32_t result = SIGNFW_TEE_SUCCESS;

	if (!number.found)
		return missing(load, SIGNFW_TEE_NO_DATA, SIGNFW_TLV_NUM_IMG);
	if (number.size != 1)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_FORMAT, "tlv-size", place(load, number.offset),
				       "TLV NUM_IMG has %u bytes, expected 1", number.size);
	const uint32_t count = sfw_view_u8(&load->copy, number.offset);

	for (size_t i = 0; i < count && result == SIGNFW_TEE_SUCCESS; i++)
		result = load_next_image(load, i, count, &before);
	return result;
}

/* What is refused before the images are looked at is freed by two functions. */
static void report_double_free(struct load *load)
{
	sfw_load_may_die(
		load, load->answer->offset,
		"the loader frees its copies of header and trailer twice when it refuses this: an assertion of "
		"its heap may end it, and the answer be TEE_ERROR_TARGET_DEAD");
}

uint32_t sfw_load_st319(struct load *load)
{
	struct ta_heap heap = sfw_device_heap(load->device);
	struct head head = {0};
	uint32_t result = copy_head(load, &heap, &head);

	if (result == SIGNFW_TEE_SUCCESS)
		result = check_header(load, &head);
	if (result == SIGNFW_TEE_SUCCESS)
		result = copy_trailer(load, &heap, &head);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_trailer(load, &head);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_signature(load, heap, &head);
	if (result == SIGNFW_TEE_SUCCESS)
		result = load_platform(load, &head);
	if (result != SIGNFW_TEE_SUCCESS && head.bytes.bytes.size > 0)
		report_double_free(load);
	/* not rounded up, although the images are behind the padding of the signature */
	load->images_offset = HEADER_SIZE + (uint64_t)load->signature_size;
	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_load_first_header(load);
	if (result == SIGNFW_TEE_SUCCESS)
		result = copy_table(load, &heap);
	return result == SIGNFW_TEE_SUCCESS ? load_images(load) : result;
}
