/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD, as far as the metadata goes; in the order of OP-TEE's remoteproc_core.c. */
#include <stdarg.h>
#include <stdio.h>

#include "device/device.h"
#include "device/heap.h"
#include "error.h"
#include "key.h"

#define HEADER_SIZE 20
#define MAGIC       UINT32_C(0x3543a468)
#define VERSION     1
#define TLV_HEADER  8

uint32_t sfw_load_answer(struct load *load, uint32_t result, const char *rule, uint64_t offset, const char *format, ...)
{
	struct signfw_answer *answer = load->answer;
	va_list arguments;

	answer->result = result;
	answer->rule = rule;
	answer->offset = offset;
	va_start(arguments, format);
	vsnprintf(answer->reason, sizeof(answer->reason), format, arguments);
	va_end(arguments);
	return result;
}

uint32_t sfw_load_crash(struct load *load, const struct view *view, const char *rule)
{
	const unsigned long long offset = view->crash_offset;

	sfw_find(load->device->findings, SFW_DEVICE_CRASH, offset,
		 "the loader reads at offset 0x%llx, outside the container, and crashes; whoever can write the file "
		 "can make it do so",
		 offset);
	return sfw_load_answer(load, SIGNFW_TEE_TARGET_DEAD, rule, offset,
			       "the loader reads at offset 0x%llx, outside the container, and crashes", offset);
}

uint32_t sfw_load_fail(struct load *load, enum signfw_status status)
{
	load->status = status;
	return SIGNFW_TEE_GENERIC;
}

/* The TA's own rounding, in 32 bits: 0xfffffff9 and above become 0. */
static uint32_t round_up_8(uint32_t size)
{
	return (uint32_t)(size + 7u) & ~UINT32_C(7);
}

enum found {
	TLV_FOUND,
	TLV_MISSING, /* or empty: the TA makes no difference */
	TLV_LOST     /* the search itself ended the TA; the answer is filled in */
};

struct tlv_value {
	uint64_t offset; /* in the copy */
	uint32_t size;
};

static enum found found_value(uint64_t value, uint32_t size, struct tlv_value *out)
{
	if (size == 0)
		return TLV_MISSING;
	*out = (struct tlv_value){value, size};
	return TLV_FOUND;
}

/* Since 4.8: records that leave the area are skipped, and what is too short for a header is ignored. */
static enum found search_bounded(struct load *load, uint32_t type, struct tlv_value *out)
{
	const uint64_t end = HEADER_SIZE + (uint64_t)load->tlv_size;
	uint64_t at = HEADER_SIZE;

	/* with 32-bit addresses such an area ends before it begins */
	if (round_up_8(load->tlv_size) < load->tlv_size)
		return TLV_MISSING;
	while (end - at >= TLV_HEADER) {
		const uint32_t found = sfw_view_u32(&load->copy, at);
		const uint32_t size = sfw_view_u32(&load->copy, at + 4);
		const uint64_t value = at + TLV_HEADER;

		if (found == type && size <= end - value)
			return found_value(value, size, out);
		if (round_up_8(size) > end - value)
			return TLV_MISSING;
		at = value + round_up_8(size);
	}
	return TLV_MISSING;
}

static enum found hang(struct load *load, uint64_t at, uint32_t size)
{
	sfw_find(load->device->findings, SFW_DEVICE_HANG, at,
		 "a TLV of 0x%x bytes makes the loader search without end, before it verifies the signature", size);
	sfw_load_answer(load, SIGNFW_TEE_TARGET_DEAD, "tlv-search", at,
			"the loader searches TLVs without end and never answers");
	return TLV_LOST;
}

/* A step back out of the copy: in front of it there is the rest of the heap, which nobody knows. */
static enum found leave_copy(struct load *load, uint32_t size)
{
	sfw_find(load->device->findings, SFW_DEVICE_CRASH, SIGNFW_NO_OFFSET,
		 "a TLV of 0x%x bytes leads the loader to memory in front of the container; whoever can write the file "
		 "can make it read there",
		 size);
	sfw_load_answer(load, SIGNFW_TEE_TARGET_DEAD, "tlv-search", SIGNFW_NO_OFFSET,
			"a TLV of 0x%x bytes leads the loader to memory in front of the container", size);
	return TLV_LOST;
}

/* Up to 4.7: nothing is checked. */
static enum found search_unbounded(struct load *load, uint32_t type, struct tlv_value *out)
{
	const uint64_t end = HEADER_SIZE + (uint64_t)round_up_8(load->tlv_size);
	uint64_t at = HEADER_SIZE;

	for (uint64_t steps = 0; at < end; steps++) {
		const uint32_t found = sfw_view_u32(&load->copy, at);
		const uint32_t size = sfw_view_u32(&load->copy, at + 4);
		/* the pointer has 32 bits: a step may lead back */
		const uint32_t step = TLV_HEADER + round_up_8(size);

		if (found == type)
			return found_value(at + TLV_HEADER, size, out);
		/* more steps than there are places to come to */
		if (step == 0 || steps > end)
			return hang(load, at, size);
		at += step <= INT32_MAX ? step : step - (UINT64_C(1) << 32);
		if (at > end + INT32_MAX)
			return leave_copy(load, size);
	}
	return TLV_MISSING;
}

/* The first TLV of a type: others of that type are never seen. */
static enum found search(struct load *load, uint32_t type, struct tlv_value *out)
{
	return load->device->version->bounded_tlv_walk ? search_bounded(load, type, out)
						       : search_unbounded(load, type, out);
}

/* Searches a TLV whose absence is refused with `missing`, and another size with `misfit`. */
static uint32_t require(struct load *load, uint32_t type, uint32_t size, uint32_t missing, uint32_t misfit,
			struct tlv_value *out)
{
	const char *name = signfw_tlv_name(type);

	switch (search(load, type, out)) {
	case TLV_LOST:
		return load->answer->result;
	case TLV_MISSING:
		return sfw_load_answer(load, missing, "tlv-missing", HEADER_SIZE, "TLV %s is missing or empty", name);
	case TLV_FOUND:
		break;
	}
	if (size != 0 && out->size != size)
		return sfw_load_answer(load, misfit, "tlv-size", out->offset, "TLV %s has %u bytes, expected %u", name,
				       out->size, size);
	return SIGNFW_TEE_SUCCESS;
}

/* Everything that is checked before a byte is copied, and the copy. */
static uint32_t copy_head(struct load *load, struct ta_heap *heap)
{
	const uint64_t size = load->buffer.bytes.size;

	load->tlv_size = sfw_view_u32(&load->buffer, 8);
	load->signature_size = sfw_view_u32(&load->buffer, 12);
	load->images_size = sfw_view_u32(&load->buffer, 16);
	/* a buffer that is shorter than the header is mapped with what follows it in its page: zeros, mostly */
	load->buffer.crashed = false;
	const uint64_t head = HEADER_SIZE + (uint64_t)round_up_8(load->tlv_size) + round_up_8(load->signature_size);

	if (head > UINT32_MAX || size <= head)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "head-size", 8,
				       "%llu bytes, but header, TLV area and signature alone need more than %llu",
				       (unsigned long long)size, (unsigned long long)head);
	if (load->signature_size == 0 || load->tlv_size == 0)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "head-size", 8,
				       "the TLV area has %u bytes and the signature %u, expected more than 0",
				       load->tlv_size, load->signature_size);
	if (!sfw_ta_heap_take(heap, head))
		return sfw_load_answer(load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-head", 8,
				       "%llu bytes of header, TLVs and signature don't fit into the TA's heap of %llu",
				       (unsigned long long)head, (unsigned long long)load->device->heap_size);
	load->copy.bytes = sfw_view_bytes(&load->buffer, 0, head);
	load->images_offset = head;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_header(struct load *load)
{
	const uint32_t magic = sfw_view_u32(&load->copy, 0);
	const uint32_t version = sfw_view_u32(&load->copy, 4);
	const uint64_t announced = load->images_offset + round_up_8(load->images_size);

	if (magic != MAGIC)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "magic", 0, "magic is 0x%08x, expected 0x%08x",
				       magic, MAGIC);
	if (version != VERSION)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "version", 4, "version is %u, expected %d",
				       version, VERSION);
	if (load->buffer.bytes.size != (uint32_t)announced)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "size", 16,
				       "%zu bytes, but the header announces %llu", load->buffer.bytes.size,
				       (unsigned long long)announced);
	return SIGNFW_TEE_SUCCESS;
}

/* `type` is SIGNTYPE, whose value is at `type_offset`. */
static uint32_t verify_signature(struct load *load, uint32_t type, uint64_t type_offset)
{
	const signfw_key *key = load->device->key;
	const struct span parts[] = {sfw_view_bytes(&load->copy, 0, HEADER_SIZE),
				     sfw_view_bytes(&load->copy, HEADER_SIZE, round_up_8(load->tlv_size))};
	const uint64_t at = HEADER_SIZE + (uint64_t)round_up_8(load->tlv_size);
	const struct span signature = sfw_view_bytes(&load->copy, at, load->signature_size);
	bool valid = key == NULL;

	if (type != SIGNFW_KEY_RSA)
		return sfw_load_answer(load, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", type_offset,
				       "an ECDSA signature; this device verifies RSA only");
	/* a length that rounds to 0: the pseudo TA refuses the buffer, and the TA takes that for its own fault */
	if (load->copy.crashed)
		return sfw_load_crash(load, &load->copy, "signature");
	if (key != NULL && key->key.type == SIGNFW_KEY_RSA && key->key.signature_size == signature.size &&
	    key->crypto->verify_leniently(&key->key, parts, 2, signature, &valid, load->err) != SIGNFW_OK)
		return sfw_load_fail(load, SIGNFW_E_CRYPTO);
	if (valid)
		return SIGNFW_TEE_SUCCESS;
	return sfw_load_answer(load, SIGNFW_TEE_SIGNATURE_INVALID, "signature", at,
			       "the signature isn't by the key that the device trusts, or header or TLVs were changed");
}

static uint32_t check_signature(struct load *load, struct ta_heap heap)
{
	struct tlv_value type = {0}, key_info = {0};
	uint32_t result =
		require(load, SIGNFW_TLV_SIGNTYPE, 1, SIGNFW_TEE_BAD_PARAMETERS, SIGNFW_TEE_BAD_PARAMETERS, &type);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const uint32_t value = sfw_view_u8(&load->copy, type.offset);

	if (value != SIGNFW_KEY_RSA && value != SIGNFW_KEY_ECDSA)
		return sfw_load_answer(load, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", type.offset,
				       "SIGNTYPE is %u, expected 1 (RSA)", value);
	if (search(load, SIGNFW_TLV_PKEYINFO, &key_info) == TLV_LOST)
		return load->answer->result;
	if (!sfw_ta_heap_verify(heap, key_info.size))
		return sfw_load_answer(load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-signature", SIGNFW_NO_OFFSET,
				       "what verifying needs doesn't fit into the TA's heap of %llu bytes",
				       (unsigned long long)load->device->heap_size);
	return verify_signature(load, value, type.offset);
}

static uint32_t copy_table(struct load *load, struct ta_heap *heap)
{
	struct tlv_value table = {0};
	const uint32_t result =
		require(load, SIGNFW_TLV_HASHTABLE, 0, SIGNFW_TEE_NO_DATA, SIGNFW_TEE_BAD_PARAMETERS, &table);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	if (table.size % SIGNFW_HASH_ENTRY_SIZE != 0)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", table.offset,
				       "TLV HASHTABLE has %u bytes, not a multiple of %d", table.size,
				       SIGNFW_HASH_ENTRY_SIZE);
	if (!sfw_ta_heap_take(heap, table.size))
		return sfw_load_answer(
			load, SIGNFW_TEE_OUT_OF_MEMORY, "heap-table", table.offset,
			"a copy of the hash table, %u bytes, doesn't fit into what is left of the TA's heap",
			table.size);
	sfw_view_bytes(&load->copy, table.offset, table.size);
	if (load->copy.crashed)
		return sfw_load_crash(load, &load->copy, "tlv-search");
	load->table_offset = table.offset;
	load->table_count = table.size / SIGNFW_HASH_ENTRY_SIZE;
	return SIGNFW_TEE_SUCCESS;
}

/* The type and size of image `image` of `count`, then the image itself. */
static uint32_t load_next_image(struct load *load, size_t image, uint32_t count, uint64_t *offset)
{
	struct tlv_value types = {0}, sizes = {0};
	uint32_t result =
		require(load, SIGNFW_TLV_IMGTYPE, count, SIGNFW_TEE_NO_DATA, SIGNFW_TEE_BAD_PARAMETERS, &types);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const uint8_t type = sfw_view_u8(&load->copy, types.offset + image);

	if (type != SIGNFW_IMGTYPE_ELF)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_FORMAT, "image-type", types.offset + image,
				       "image %zu is of type %u, expected %d (ELF)", image, type, SIGNFW_IMGTYPE_ELF);
	result = require(load, SIGNFW_TLV_IMGSIZE, 4 * count, SIGNFW_TEE_NO_DATA, SIGNFW_TEE_BAD_PARAMETERS, &sizes);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const uint32_t size = sfw_view_u32(&load->copy, sizes.offset + 4 * image);

	if (size == 0)
		return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "image-size", sizes.offset + 4 * image,
				       "image %zu has no bytes", image);
	result = sfw_load_image(load, image, *offset, size);
	*offset += size;
	return result;
}

static uint32_t load_images(struct load *load)
{
	struct tlv_value number = {0};
	uint32_t result = require(load, SIGNFW_TLV_NUM_IMG, 1, SIGNFW_TEE_NO_DATA, SIGNFW_TEE_BAD_FORMAT, &number);
	uint64_t offset = load->images_offset;

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const uint32_t count = sfw_view_u8(&load->copy, number.offset);

	if (count == 0)
		return sfw_load_answer(load, SIGNFW_TEE_NO_DATA, "image-count", number.offset, "NUM_IMG is 0");
	for (size_t i = 0; i < count && result == SIGNFW_TEE_SUCCESS; i++)
		result = load_next_image(load, i, count, &offset);
	return result;
}

void sfw_load_run(struct load *load)
{
	struct ta_heap heap = sfw_ta_heap(load->device->heap_size);
	uint32_t result = copy_head(load, &heap);

	if (result == SIGNFW_TEE_SUCCESS)
		result = check_header(load);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_signature(load, heap);
	if (result == SIGNFW_TEE_SUCCESS)
		result = sfw_load_first_header(load);
	if (result == SIGNFW_TEE_SUCCESS)
		result = copy_table(load, &heap);
	if (result == SIGNFW_TEE_SUCCESS)
		result = load_images(load);
	if (result == SIGNFW_TEE_SUCCESS)
		sfw_load_answer(load, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET, "loaded%s",
				load->device->key == NULL ? ", if the device trusts the key (no key was given)" : "");
}
