/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that load one image share; each reads ELF as a device does. */
#ifndef SFW_DEVICE_IMAGE_H
#define SFW_DEVICE_IMAGE_H

#include "device/device.h"

/* Fields of ELF32 headers. */
enum {
	E_PHOFF = 28,
	E_SHOFF = 32,
	E_PHENTSIZE = 42,
	E_PHNUM = 44,
	E_SHENTSIZE = 46,
	E_SHNUM = 48,
	E_SHSTRNDX = 50
};
#define SFW_SHDR_SIZE 40

/* One image while it is loaded. */
struct image_load {
	struct load *load;
	size_t image;
	uint64_t offset; /* in the buffer */
	uint32_t size;   /* as IMGSIZE says */
};

uint32_t sfw_image_field32(const struct image_load *image, uint64_t at);
uint16_t sfw_image_field16(const struct image_load *image, uint64_t at);

/* Whether a field was read that isn't there, and the answer then. */
bool sfw_image_crashed(const struct image_load *image);
uint32_t sfw_image_crash(const struct image_load *image, const char *rule);

/* An answer about what is at `at` in the image. */
uint32_t sfw_image_refuse(const struct image_load *image, uint32_t result, const char *rule, uint64_t at,
			  const char *what);

/* BAD_FORMAT; and of what isn't where it should be, which 3.x has another result for. */
uint32_t sfw_image_bad_format(const struct image_load *image, const char *rule, uint64_t at, const char *what);
uint32_t sfw_image_outside(const struct image_load *image, const char *rule, uint64_t at, const char *what);

/* Whether `at` in the image is at a multiple of 4: the container is, its images needn't be. */
bool sfw_image_is_aligned(const struct image_load *image, uint64_t at);

/* A piece of memory to be written. */
struct piece {
	size_t segment;
	uint64_t header_at; /* of the segment's program header, in the image */
	uint32_t address, size;
};

/* Where the signed table has what belongs to a segment, in the copy. */
struct table_entry {
	uint64_t digest, iv;
};

/* Copies the bytes at `offset` in the image, checks their digest, and decrypts them if need be. */
uint32_t sfw_image_copy(const struct image_load *image, const struct piece *piece, uint32_t offset,
			const struct table_entry *entry);

/* Fills memory with zeros. */
uint32_t sfw_image_zero(const struct image_load *image, const struct piece *piece);

/* Finds, checks and keeps the image's resource table. */
uint32_t sfw_image_resource_table(const struct image_load *image);

#endif
