/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/transfer.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/cipher.h"
#include "crypto/digest.h"
#include "format/container_format.h"

/* A decrypted segment, for as long as it is hashed. */
struct plaintext {
	uint8_t *bytes; /* owned */
	size_t size;
};

static void wipe_plaintext(struct plaintext *plaintext)
{
	if (plaintext->bytes != NULL)
		sfw_wipe(plaintext->bytes, plaintext->size);
	free(plaintext->bytes);
}

static uint32_t answer_about(const struct image_load *image, const struct piece *piece, uint32_t result,
			     const char *rule, const char *what)
{
	return sfw_load_answer(image->load, result, rule, sfw_image_position(image, piece->header_at),
			       "image %zu, segment %zu: 0x%x bytes at address 0x%08x %s", image->image, piece->segment,
			       piece->size, piece->address, what);
}

/* Where the driver finds a piece, if it can map it. */
static uint32_t locate(const struct image_load *image, const struct piece *piece, struct place_in_memory *place)
{
	const signfw_device *device = image->load->device;
	const uint32_t result = sfw_device_find(device, piece->address, piece->size, place);

	if (result != SIGNFW_TEE_SUCCESS)
		return answer_about(image, piece, result, "memory", "aren't inside one memory region");
	if (!sfw_device_maps(device, piece->size))
		return answer_about(image, piece, SIGNFW_TEE_GENERIC, "mapping",
				    "are more than OP-TEE can map at once (CFG_RESERVED_VASPACE_SIZE)");
	return SIGNFW_TEE_SUCCESS;
}

/* Keeps a transfer, of zeros if there are no bytes, at the place that the memory (if the device has one) gives it. */
static uint32_t keep(const struct image_load *image, const struct piece *piece, const struct span *bytes)
{
	signfw_device *device = image->load->device;
	struct place_in_memory place = {.pa = piece->address};
	const uint32_t result = device->memory == NULL ? SIGNFW_TEE_SUCCESS : locate(image, piece, &place);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	struct transfer *transfers = sfw_array_grow(device->transfers, device->transfer_count,
						    &device->transfer_capacity, sizeof(*transfers));

	if (transfers == NULL)
		return sfw_load_fail(image->load, SIGNFW_E_MEMORY);
	device->transfers = transfers;
	device->transfers[device->transfer_count++] = (struct transfer){
		.what = {.image = image->image,
			 .segment = piece->segment,
			 .zero = bytes == NULL,
			 .device_address = piece->address,
			 .physical_address = place.pa,
			 .size = piece->size,
			 .region = device->memory == NULL ? NULL : device->memory->regions[place.region].name}};
	sfw_device_note_write(device, place.pa, bytes == NULL ? NULL : bytes->data, piece->size);
	return SIGNFW_TEE_SUCCESS;
}

uint32_t sfw_transfer_zero(const struct image_load *image, const struct piece *piece)
{
	const signfw_device *device = image->load->device;
	const uint32_t result = keep(image, piece, NULL);

	if (result != SIGNFW_TEE_SUCCESS || !device->version->own_addresses || device->memory == NULL)
		return result;
	/* 3.19 takes the end of a region for outside when it unmaps what it has filled */
	for (size_t i = 0; i < device->memory->region_count; i++) {
		const struct signfw_region *region = &device->memory->regions[i];

		if (piece->address >= region->physical_address &&
		    (uint64_t)piece->address + piece->size < region->physical_address + region->size)
			return SIGNFW_TEE_SUCCESS;
	}
	return answer_about(image, piece, SIGNFW_TEE_ACCESS_DENIED, "memory",
			    "are filled with zeros up to the very end of their region, which 3.19 refuses");
}

/* What is refused after it was copied is cleared. */
static void clear_copy(const struct image_load *image, const struct piece *piece)
{
	signfw_device *device = image->load->device;

	if (piece->size == 0)
		return;
	struct signfw_transfer *transfer = &device->transfers[device->transfer_count - 1].what;

	transfer->zero = true;
	sfw_device_note_write(device, transfer->physical_address, NULL, transfer->size);
}

/* Puts into memory what a segment decrypts to; keeps the digest of that. */
static uint32_t decrypt(const struct image_load *image, const struct piece *piece, struct span bytes, struct span iv,
			struct transfer *transfer)
{
	struct load *load = image->load;
	const struct span key = {load->device->enc_key, SIGNFW_ENC_KEY_SIZE};
	CLEANUP(wipe_plaintext) struct plaintext plaintext = {0};

	if (sfw_span_is_zero(key)) {
		clear_copy(image, piece);
		return answer_about(image, piece, SIGNFW_TEE_SECURITY, "encryption-key",
				    "can't be decrypted: the device's key is all zero");
	}
	if (bytes.size % SFW_AES_BLOCK_SIZE != 0) {
		clear_copy(image, piece);
		return answer_about(image, piece, SIGNFW_TEE_BAD_STATE, "decryption",
				    "can't be decrypted: they aren't whole blocks of 16");
	}
	plaintext = (struct plaintext){malloc(bytes.size), bytes.size};
	if (plaintext.bytes == NULL)
		return sfw_load_fail(load, SIGNFW_E_MEMORY);
	if (sfw_crypto_decrypt(key, iv.data, bytes, plaintext.bytes, load->err) != SIGNFW_OK ||
	    sfw_sha256((struct span){plaintext.bytes, plaintext.size}, transfer->digest, load->err) != SIGNFW_OK)
		return sfw_load_fail(load, SIGNFW_E_CRYPTO);
	transfer->has_digest = true;
	sfw_device_note_copy(load->device, transfer->what.physical_address,
			     (struct span){plaintext.bytes, plaintext.size});
	return SIGNFW_TEE_SUCCESS;
}

/* After the bytes were copied and have the signed digest. */
static uint32_t finish(const struct image_load *image, const struct piece *piece, struct span bytes,
		       const uint8_t digest[SIGNFW_SHA256_SIZE], const struct table_entry *entry)
{
	struct load *load = image->load;
	struct transfer *transfer = &load->device->transfers[load->device->transfer_count - 1];

	if (!load->encrypted) {
		memcpy(transfer->digest, digest, SIGNFW_SHA256_SIZE);
		transfer->has_digest = true;
		return SIGNFW_TEE_SUCCESS;
	}
	if (load->device->enc_key == NULL) {
		sfw_device_note_unknown(load->device, transfer->what.physical_address, transfer->what.size);
		return SIGNFW_TEE_SUCCESS;
	}
	return decrypt(image, piece, bytes, sfw_view_bytes(&load->copy, entry->iv, SFW_AES_BLOCK_SIZE), transfer);
}

/* A copy of nothing (3.12) leaves no trace, but its address is looked up. */
static uint32_t touch(const struct image_load *image, const struct piece *piece)
{
	const signfw_memory *memory = image->load->device->memory;

	if (memory == NULL || sfw_memory_touches(memory, piece->address))
		return SIGNFW_TEE_SUCCESS;
	return answer_about(image, piece, SIGNFW_TEE_ACCESS_DENIED, "memory", "aren't inside one memory region");
}

/* So much is hashed of any file. */
#define HASHED_MIN (UINT64_C(256) << 20)

/* The digest of a segment, unless it would take the model too long; a device goes on for hours. */
static uint32_t hash(struct load *load, struct span bytes, uint64_t at, uint8_t digest[SIGNFW_SHA256_SIZE])
{
	load->hashed += bytes.size;
	if (load->hashed > HASHED_MIN && load->hashed / SFW_HASHED_FACTOR > sfw_view_size(&load->buffer)) {
		sfw_fail_at(load->err, SIGNFW_E_UNSUPPORTED, at,
			    "the segments share the same bytes of the file so often that hashing them would take too "
			    "long");
		return sfw_load_fail(load, SIGNFW_E_UNSUPPORTED);
	}
	if (sfw_sha256(bytes, digest, load->err) != SIGNFW_OK)
		return sfw_load_fail(load, SIGNFW_E_CRYPTO);
	return SIGNFW_TEE_SUCCESS;
}

uint32_t sfw_transfer_copy(const struct image_load *image, const struct piece *piece, uint32_t offset,
			   const struct table_entry *entry)
{
	struct load *load = image->load;
	const uint64_t at = sfw_image_position(image, offset);
	uint8_t digest[SIGNFW_SHA256_SIZE];
	struct span bytes = {0};
	uint32_t result;

	/* OP-TEE refuses to pass on what isn't the TA's memory, before the pseudo TA sees it */
	if (piece->size > 0)
		bytes = sfw_view_passing(&load->buffer, at, piece->size);
	if (sfw_image_crashed(image))
		return sfw_load_die(
			load, "segment-data", at,
			"image %zu, segment %zu: its 0x%x bytes aren't all in the container, and the loader "
			"ends when it passes them on",
			image->image, piece->segment, piece->size);
	result = piece->size == 0 ? touch(image, piece) : keep(image, piece, &bytes);
	if (result == SIGNFW_TEE_SUCCESS)
		result = hash(load, bytes, at, digest);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const struct span signed_digest = sfw_view_bytes(&load->copy, entry->digest, sizeof(digest));

	if (signed_digest.size != sizeof(digest) || memcmp(digest, signed_digest.data, sizeof(digest)) != 0) {
		clear_copy(image, piece);
		return sfw_load_answer(load, SIGNFW_TEE_SECURITY, "segment-hash", at,
				       "image %zu, segment %zu: its bytes don't have the signed SHA-256", image->image,
				       piece->segment);
	}
	return piece->size == 0 ? SIGNFW_TEE_SUCCESS : finish(image, piece, bytes, digest, entry);
}
