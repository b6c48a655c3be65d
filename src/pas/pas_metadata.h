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

#endif
