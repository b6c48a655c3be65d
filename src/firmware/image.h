/* SPDX-License-Identifier: BSD-2-Clause */
/* One firmware image among those that go into, or are in, one container. */
#ifndef SFW_FIRMWARE_IMAGE_H
#define SFW_FIRMWARE_IMAGE_H

#include "elf/elf32.h"

struct image {
	struct elf32 elf;
	struct builder own;   /* the bytes of the ELF file, if it was made here */
	const char *name;     /* the source of its findings; or NULL */
	bool is_encrypted;    /* the bytes of its segments can't be judged */
	uint64_t offset;      /* where the ELF file begins, for the offsets of findings */
	size_t first_segment; /* number of segments of the images before it */
};

/*
 * sfw_elf32_parse() for an image whose other fields are set; an image that
 * makes all segments together too many becomes a finding and has none.
 */
enum signfw_status sfw_image_parse(struct image *image, struct span file, signfw_findings *findings);

/*
 * Replaces an image that was read without an error by what stripping makes of
 * it; what prevents that becomes a finding, and the image stays.
 */
enum signfw_status sfw_image_strip(struct image *image, signfw_findings *findings);

/* Frees what the value owns; accepts { 0 }. */
void sfw_image_cleanup(struct image *image);

#endif
