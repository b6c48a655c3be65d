/* SPDX-License-Identifier: BSD-2-Clause */
#include "container_builder.h"

#include <stdlib.h>
#include <string.h>

static size_t padded(size_t size)
{
	return (size + 7) / 8 * 8;
}

size_t container_tlv_at(const struct test_tlv *tlvs, size_t index)
{
	size_t at = CONTAINER_HEADER;

	for (size_t i = 0; i < index; i++)
		at += 8 + padded(tlvs[i].size);
	return at;
}

struct test_file container_build(const struct test_tlv *tlvs, size_t tlv_count, uint32_t signature_size,
				 uint32_t images_size)
{
	const size_t tlvs_end = container_tlv_at(tlvs, tlv_count);
	struct test_file file = {.size = tlvs_end + padded(signature_size) + padded(images_size)};

	file.data = calloc(1, file.size);
	assert_non_null(file.data);
	put_u32(file.data, 0x3543a468);
	put_u32(file.data + CONTAINER_VERSION, 1);
	put_u32(file.data + CONTAINER_TLV_LENGTH, (uint32_t)(tlvs_end - CONTAINER_HEADER));
	put_u32(file.data + CONTAINER_SIGNATURE_LENGTH, signature_size);
	put_u32(file.data + CONTAINER_IMAGES_LENGTH, images_size);
	for (size_t i = 0; i < tlv_count; i++) {
		uint8_t *at = file.data + container_tlv_at(tlvs, i);

		put_u32(at, tlvs[i].type);
		put_u32(at + 4, tlvs[i].size);
		if (tlvs[i].size > 0)
			memcpy(at + 8, tlvs[i].value, tlvs[i].size);
	}
	return file;
}
