/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/container.h"

#include <stdlib.h>

#include "format/signature_algorithm.h"

enum signfw_status sfw_container_add_platform(struct container *container, const struct platform_value *value)
{
	struct platform_value *values = realloc(container->platform, (container->platform_count + 1) * sizeof(*values));

	if (values == NULL)
		return SIGNFW_E_MEMORY;
	container->platform = values;
	values[container->platform_count++] = *value;
	return SIGNFW_OK;
}

void sfw_container_take_sign_type(struct container *container, uint32_t type, uint64_t at, signfw_findings *findings)
{
	container->sign_type = type;
	if (sfw_algorithm_of_sign_type(type) == NULL)
		sfw_report(findings, SFW_SIGNTYPE_INVALID, at, "SIGNTYPE is %u, expected " SFW_SIGN_TYPES, type);
}

void sfw_container_take_hash_type(struct container *container, uint32_t type, uint64_t at, signfw_findings *findings)
{
	container->hash_type = type;
	if (type != SIGNFW_HASHTYPE_SHA256)
		sfw_report(findings, SFW_HASHTYPE_INVALID, at, "HASHTYPE is %u, expected %d (SHA-256)", type,
			   SIGNFW_HASHTYPE_SHA256);
}

void sfw_container_take_table(struct container *container, struct span value, uint64_t value_at, uint64_t at,
			      signfw_findings *findings)
{
	if (value.size == 0)
		sfw_report(findings, SFW_HASHTABLE_INVALID, at, "%s is missing or empty",
			   container->is_encrypted ? "ENCTABLE" : "HASHTABLE");
	else
		sfw_hash_table_open(&container->table, value, value_at, container->is_encrypted, findings);
}

void sfw_container_check_image_type(const struct container *container, size_t index, uint32_t type, uint64_t at,
				    signfw_findings *findings)
{
	const uint32_t expected = container->is_encrypted ? SIGNFW_IMGTYPE_ENCRYPTED : SIGNFW_IMGTYPE_ELF;

	if (type != expected)
		sfw_report(findings, SFW_IMGTYPE_INVALID, at, "image %zu is of type %u, expected %u (%s)", index, type,
			   expected, container->is_encrypted ? "encrypted ELF" : "ELF");
}

void sfw_container_place_images(struct container *container, size_t count, uint64_t at, signfw_findings *findings)
{
	uint64_t used = 0;

	for (size_t i = 0; i < count; i++) {
		struct image_place *place = &container->images[i];

		if (place->size == 0)
			sfw_report(findings, SFW_IMGSIZE_INVALID, at, "image %zu has no bytes", i);
		if (place->size > container->images_size - used) {
			sfw_report(findings, SFW_IMAGE_OUTSIDE, at,
				   "image %zu has %llu bytes, but only %llu are left in the images area", i,
				   (unsigned long long)place->size,
				   (unsigned long long)(container->images_size - used));
			return;
		}
		place->offset = container->images_offset + used;
		used += place->size;
		container->image_count++;
	}
	if (used < container->images_size && container->images_offset + used < container->file_size)
		sfw_report(findings, SFW_IMAGES_UNUSED, container->images_offset + used,
			   "%llu bytes of the images area belong to no image",
			   (unsigned long long)(container->images_size - used));
}

void sfw_container_cleanup(struct container *container)
{
	free(container->images);
	free(container->platform);
	sfw_tlv_list_cleanup(&container->tlvs);
	*container = (struct container){0};
}
