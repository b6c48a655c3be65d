/* SPDX-License-Identifier: BSD-2-Clause */
/* Metadata of a PAS container, from version 6 on: which fields each kind has. */
#ifndef SFW_PAS_PAS_METADATA_H
#define SFW_PAS_PAS_METADATA_H

#include "pas/hash_segment.h"
#include "pas/pas_field.h"

/* Field `index` of a region with metadata; false behind the last, and of metadata that are too short for it. */
bool sfw_pas_metadata_field(const struct hash_segment *segment, enum pas_region region, size_t index,
			    struct pas_field *out);

/* The field of this name; false if there is none. */
bool sfw_pas_metadata_find(const struct hash_segment *segment, enum pas_region region, const char *name,
			   struct pas_field *out);

/* OEM and QTI metadata of version 6: offsets for those who write them. */
enum pas_v6_field {
	PAS_V6_MAJOR = 0,
	PAS_V6_MINOR = 4,
	PAS_V6_SW_ID = 8,
	PAS_V6_JTAG_ID = 12,
	PAS_V6_OEM_ID = 16,
	PAS_V6_MODEL_ID = 20,
	PAS_V6_SECONDARY_SW_ID = 24,
	PAS_V6_FLAGS = 28,
	PAS_V6_SOC_VERSIONS = 32,
	PAS_V6_SERIALS = 80,
	PAS_V6_ROOT_INDEX = 112,
	PAS_V6_ANTI_ROLLBACK = 116
};

/* Likewise, of version 7. */
enum pas_v7_field {
	PAS_V7_MAJOR = 0x00,
	PAS_V7_MINOR = 0x04,
	PAS_V7_ANTI_ROLLBACK = 0x08,
	PAS_V7_ROOT_INDEX = 0x0c,
	PAS_V7_SOC_VERSIONS = 0x10,
	PAS_V7_FEATURE_ID = 0x40,
	PAS_V7_JTAG_ID = 0x44,
	PAS_V7_SERIALS = 0x48,
	PAS_V7_OEM_ID = 0x88,
	PAS_V7_PRODUCT_ID = 0x8c,
	PAS_V7_LIFECYCLE = 0x90,
	PAS_V7_ROOT_HASH_ALGORITHM = 0x98,
	PAS_V7_ROOT_HASH = 0x9c,
	PAS_V7_FLAGS = 0xdc
};

/* Lengths of the lists, in both versions. */
#define PAS_SOC_VERSIONS_MAX 12
#define PAS_SERIALS_MAX      8

#endif
