/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes a container of the layout "optee" in memory; it has a zero signature and zero images. */
#ifndef TEST_CONTAINER_BUILDER_H
#define TEST_CONTAINER_BUILDER_H

#include "support.h"

struct test_tlv {
	uint32_t type;
	const void *value;
	uint32_t size;
};

/* Free `data` with free(). */
struct test_file container_build(const struct test_tlv *tlvs, size_t tlv_count, uint32_t signature_size,
				 uint32_t images_size);

/* Where TLV `index` of such a container is. */
size_t container_tlv_at(const struct test_tlv *tlvs, size_t index);

/* Offsets of the header fields, and size of the header. */
enum container_header {
	CONTAINER_VERSION = 4,
	CONTAINER_TLV_LENGTH = 8,
	CONTAINER_SIGNATURE_LENGTH = 12,
	CONTAINER_IMAGES_LENGTH = 16,
	CONTAINER_HEADER = 20
};

#endif
