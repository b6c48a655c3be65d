/* SPDX-License-Identifier: BSD-2-Clause */
/* An image while it is loaded: its bytes as a device reads them, and answers about them. */
#ifndef SFW_DEVICE_IMAGE_BYTES_H
#define SFW_DEVICE_IMAGE_BYTES_H

#include "device/answer.h"
#include "format/program_header.h"

/* Fields of ELF32 headers that a device looks at. */
enum {
	SFW_E_PHOFF = 28,
	SFW_E_SHOFF = 32,
	SFW_E_PHENTSIZE = 42,
	SFW_E_PHNUM = 44,
	SFW_E_SHENTSIZE = 46,
	SFW_E_SHNUM = 48,
	SFW_E_SHSTRNDX = 50
};
#define SFW_SHDR_SIZE 40

/* One image while it is loaded. */
struct image_load {
	struct load *load;
	size_t image;
	uint64_t offset;  /* in the buffer, as the TA computes it; of an odd one in front of it, then that wraps */
	uint32_t size;    /* as IMGSIZE says */
	uint64_t size_at; /* where it says so */
};

/* The offset in the buffer of byte `at` of the image. */
uint64_t sfw_image_position(const struct image_load *image, uint64_t at);

/* Whether the TA finds the `size` bytes at `at` inside; versions that don't check whole ranges look at `at` only. */
bool sfw_image_holds(const struct image_load *image, uint64_t at, uint64_t size);

/* Whether a size or offset in the image is one that the TA finds wrapping: what is negative in 32 bits. */
bool sfw_image_wraps(const struct image_load *image, uint32_t size);

uint32_t sfw_image_field32(const struct image_load *image, uint64_t at);
uint16_t sfw_image_field16(const struct image_load *image, uint64_t at);
uint8_t sfw_image_byte(const struct image_load *image, uint64_t at);

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

#endif
