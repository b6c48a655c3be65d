/* SPDX-License-Identifier: BSD-2-Clause */
/* The hash table of images that are to be signed. */
#ifndef SFW_FIRMWARE_HASH_TABLE_BUILD_H
#define SFW_FIRMWARE_HASH_TABLE_BUILD_H

#include "firmware/image.h"
#include "format/hash_table.h"
#include "signfw/digests.h"

/* The input of a table. */
struct table_plan {
	const struct image *images;
	size_t image_count;
	bool loads_only;     /* nothing but PT_LOAD segments */
	const uint8_t *ivs;  /* of the PT_LOAD segments of all images, which are encrypted; NULL: they aren't */
	bool has_no_digests; /* zeros: only its size is of interest */
	const signfw_digests *digests; /* what is known of the images; or NULL */
};

/* Writes the table: the only time that the bytes of images are read for it. */
enum signfw_status sfw_hash_table_build(struct builder *out, const struct table_plan *plan, struct signfw_error *err);

#endif
