/* SPDX-License-Identifier: BSD-2-Clause */
/* What the pseudo TA and its driver do with a segment: find its memory, copy, hash, decrypt, fill with zeros. */
#ifndef SFW_DEVICE_TRANSFER_H
#define SFW_DEVICE_TRANSFER_H

#include "device/load_hash_table.h"

/* A piece of memory to be written. */
struct piece {
	size_t segment;
	uint64_t header_at; /* of the segment's program header, in the image */
	uint32_t address, size;
};

/* Copies the bytes at `offset` in the image, checks their digest, and decrypts them if need be. */
uint32_t sfw_transfer_copy(const struct image_load *image, const struct piece *piece, uint32_t offset,
			   const struct table_entry *entry);

/* Fills memory with zeros. */
uint32_t sfw_transfer_zero(const struct image_load *image, const struct piece *piece);

#endif
