/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_metadata.h"

#include <string.h>

struct field_row {
	const char *name;
	uint16_t offset;
	uint8_t width, count;
};

static const struct field_row v6_fields[] = {
	{"major", PAS_V6_MAJOR, 4, 1},
	{"minor", PAS_V6_MINOR, 4, 1},
	{"sw_id", PAS_V6_SW_ID, 4, 1},
	{"jtag_id", PAS_V6_JTAG_ID, 4, 1},
	{"oem_id", PAS_V6_OEM_ID, 4, 1},
	{"model_id", PAS_V6_MODEL_ID, 4, 1},
	{"secondary_sw_id", PAS_V6_SECONDARY_SW_ID, 4, 1},
	{"flags", PAS_V6_FLAGS, 4, 1},
	{"soc_versions", PAS_V6_SOC_VERSIONS, 4, PAS_SOC_VERSIONS_MAX},
	{"serials", PAS_V6_SERIALS, 4, PAS_SERIALS_MAX},
	{"root_index", PAS_V6_ROOT_INDEX, 4, 1},
	{"anti_rollback", PAS_V6_ANTI_ROLLBACK, 4, 1},
	{NULL, 0, 0, 0},
};

static const struct field_row common_fields[] = {
	{"major", 0, 4, 1},
	{"minor", 4, 4, 1},
	{"sw_id", 8, 4, 1},
	{"secondary_sw_id", 12, 4, 1},
	{"hash_algorithm", 16, 4, 1},
	{"measurement_register", 20, 4, 1},
	{NULL, 0, 0, 0},
};

static const struct field_row v7_fields[] = {
	{"major", PAS_V7_MAJOR, 4, 1},
	{"minor", PAS_V7_MINOR, 4, 1},
	{"anti_rollback", PAS_V7_ANTI_ROLLBACK, 4, 1},
	{"root_index", PAS_V7_ROOT_INDEX, 4, 1},
	{"soc_versions", PAS_V7_SOC_VERSIONS, 4, PAS_SOC_VERSIONS_MAX},
	{"feature_id", PAS_V7_FEATURE_ID, 4, 1},
	{"jtag_id", PAS_V7_JTAG_ID, 4, 1},
	{"serials", PAS_V7_SERIALS, 8, PAS_SERIALS_MAX},
	{"oem_id", PAS_V7_OEM_ID, 4, 1},
	{"product_id", PAS_V7_PRODUCT_ID, 4, 1},
	{"lifecycle", PAS_V7_LIFECYCLE, 4, 2},
	{"root_hash_algorithm", PAS_V7_ROOT_HASH_ALGORITHM, 4, 1},
	{"root_hash", PAS_V7_ROOT_HASH, 4, 16},
	{"flags", PAS_V7_FLAGS, 4, 1},
	{NULL, 0, 0, 0},
};

static const struct field_row *fields_of(const struct hash_segment *segment, enum pas_region region)
{
	if (region == PAS_COMMON_METADATA)
		return common_fields;
	return segment->version->version == 6 ? v6_fields : v7_fields;
}

static uint64_t value_at(const uint8_t *bytes, unsigned width)
{
	return width == 8 ? sfw_u64le(bytes) : sfw_u32le(bytes);
}

bool sfw_pas_metadata_field(const struct hash_segment *segment, enum pas_region region, size_t index,
			    struct pas_field *out)
{
	const struct field_row *rows = fields_of(segment, region);
	const struct field_row *row = rows;
	struct span bytes;

	while (row->name != NULL && (size_t)(row - rows) < index)
		row++;
	if (row->name == NULL ||
	    !sfw_span_at(segment->regions[region], row->offset, (uint64_t)row->width * row->count, &bytes))
		return false;
	*out = (struct pas_field){.name = row->name, .count = row->count, .width = row->width};
	for (size_t i = 0; i < row->count; i++)
		out->values[i] = value_at(bytes.data + i * row->width, row->width);
	return true;
}

bool sfw_pas_metadata_find(const struct hash_segment *segment, enum pas_region region, const char *name,
			   struct pas_field *out)
{
	for (size_t i = 0; sfw_pas_metadata_field(segment, region, i, out); i++)
		if (strcmp(out->name, name) == 0)
			return true;
	return false;
}
