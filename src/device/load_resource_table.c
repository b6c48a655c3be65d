/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load_resource_table.h"

enum {
	SH_NAME = 0,
	SH_ADDR = 12,
	SH_OFFSET = 16,
	SH_SIZE = 20
};

static const char table_name[] = ".resource_table";

/* Where the section headers and their names are. */
struct sections {
	uint64_t headers, names;
	uint32_t count, names_size;
};

/* Since 4.10 whole objects are checked; before, only where they begin. */
static uint32_t find_sections(const struct image_load *image, struct sections *out)
{
	const bool whole = image->load->device->version->whole_ranges;
	const uint32_t shoff = sfw_image_field32(image, SFW_E_SHOFF);
	const uint32_t index = sfw_image_field16(image, SFW_E_SHSTRNDX);

	*out = (struct sections){.headers = shoff, .count = sfw_image_field16(image, SFW_E_SHNUM)};
	if (sfw_image_wraps(image, shoff))
		return sfw_image_refuse(image, SIGNFW_TEE_BAD_PARAMETERS, "section-headers", SFW_E_SHOFF,
					"the section headers are beyond the last address");
	if (!sfw_image_is_aligned(image, shoff) || !sfw_image_holds(image, shoff, (uint64_t)out->count * SFW_SHDR_SIZE))
		return sfw_image_outside(image, "section-headers", SFW_E_SHOFF,
					 "the section headers aren't aligned, or leave the image");
	if (whole && index >= out->count)
		return sfw_image_outside(image, "section-headers", SFW_E_SHSTRNDX,
					 out->count == 0 ? "there are no section headers" : "e_shstrndx is too large");
	const uint64_t strings = shoff + (uint64_t)index * SFW_SHDR_SIZE;

	out->names = sfw_image_field32(image, strings + SH_OFFSET);
	out->names_size = whole ? sfw_image_field32(image, strings + SH_SIZE) : 0;
	if (sfw_image_crashed(image))
		return sfw_image_crash(image, "section-headers");
	if (!sfw_image_holds(image, out->names, out->names_size))
		return sfw_image_outside(image, "section-names", strings, "the names of the sections leave the image");
	return SIGNFW_TEE_SUCCESS;
}

/* Whether a section has the name; since 4.10 a name that the end of the names cuts off counts as a prefix. */
static bool has_name(const struct image_load *image, const struct sections *sections, uint32_t name)
{
	const bool bounded = image->load->device->version->whole_ranges;
	const uint64_t left = bounded ? sections->names_size - name : sizeof(table_name);

	for (size_t i = 0; i < sizeof(table_name) && i < left; i++)
		if (sfw_image_byte(image, sections->names + name + i) != (uint8_t)table_name[i])
			return false;
	return true;
}

/* Up to 4.9 the TA has sh_offset and sh_size loaded before it looks where they are; its compiler may load them later. */
static void report_early_read(const struct image_load *image, uint64_t header)
{
	const uint64_t at = sfw_image_position(image, header);

	if (!sfw_view_has(&image->load->buffer, sfw_image_position(image, header + SH_OFFSET), 8))
		sfw_load_may_die(
			image->load, at,
			"image %zu: the loader may read a section header at offset 0x%llx, outside the "
			"container, before it checks where it is: that depends on how it was compiled, and ends "
			"it",
			image->image, (unsigned long long)at);
}

/* What is to be seen of the section header at `header`: SIGNFW_TEE_SUCCESS, and whether it is the resource table's. */
static uint32_t look_at(const struct image_load *image, const struct sections *sections, uint64_t header, bool *found)
{
	const bool whole = image->load->device->version->whole_ranges;

	if (!whole && !sfw_image_holds(image, header, 1)) {
		report_early_read(image, header);
		return sfw_image_outside(image, "section-headers", header, "a section header begins outside the image");
	}
	const uint32_t name = sfw_image_field32(image, header + SH_NAME);

	if (sfw_image_crashed(image))
		return sfw_image_crash(image, "section-names");
	if (whole && name >= sections->names_size)
		return sfw_image_outside(image, "section-names", header, "a section has its name outside the names");
	*found = has_name(image, sections, name);
	return sfw_image_crashed(image) ? sfw_image_crash(image, "section-names") : SIGNFW_TEE_SUCCESS;
}

/* Sets *at to the section header of the resource table, if it is found. */
static uint32_t find_table(const struct image_load *image, const struct sections *sections, uint64_t *at, bool *found)
{
	uint32_t result = SIGNFW_TEE_SUCCESS;

	*found = false;
	for (uint32_t i = 0; i < sections->count && !*found && result == SIGNFW_TEE_SUCCESS; i++) {
		*at = sections->headers + (uint64_t)i * SFW_SHDR_SIZE;
		result = look_at(image, sections, *at, found);
	}
	return result;
}

/* What the table itself says. */
static uint32_t check_content(const struct image_load *image, uint32_t offset, uint32_t size)
{
	const uint32_t version = sfw_image_field32(image, offset);

	if (sfw_image_crashed(image))
		return sfw_image_crash(image, "resource-table");
	if (version != 1)
		return sfw_image_bad_format(image, "resource-table", offset, "the resource table isn't of version 1");
	if (sfw_image_field32(image, offset + 8) != 0 || sfw_image_field32(image, offset + 12) != 0)
		return sfw_image_bad_format(image, "resource-table", offset + 8,
					    "the resource table's reserved words aren't 0");
	if (16 + (uint64_t)sfw_image_field32(image, offset + 4) * 4 > size)
		return sfw_image_bad_format(image, "resource-table", offset + 4,
					    "the resource table is too short for its entries");
	return sfw_image_crashed(image) ? sfw_image_crash(image, "resource-table") : SIGNFW_TEE_SUCCESS;
}

static uint32_t check_table(const struct image_load *image, uint64_t header, uint32_t offset, uint32_t size)
{
	if ((uint64_t)offset + size > image->size)
		return sfw_image_bad_format(image, "resource-table", header, "the resource table leaves the image");
	if (size < 16)
		return sfw_image_bad_format(image, "resource-table", offset,
					    "the resource table is shorter than its header");
	if (!sfw_image_is_aligned(image, offset))
		return sfw_image_refuse(image, SIGNFW_TEE_CORRUPT_OBJECT, "resource-table", offset,
					"the resource table isn't at a multiple of 4");
	/* what is encrypted in the file can't be checked there */
	return image->load->encrypted ? SIGNFW_TEE_SUCCESS : check_content(image, offset, size);
}

/* Where the driver says that a table is; false if it refuses. */
static bool translate(const signfw_device *device, uint32_t address, uint32_t size, uint64_t *pa)
{
	struct place_in_memory place;

	*pa = address;
	if (device->memory == NULL || (device->version->table_at_0 && address == 0))
		return true;
	if (device->version->own_addresses)
		return sfw_device_find(device, address, size, &place) == SIGNFW_TEE_SUCCESS;
	if (sfw_memory_translate(device->memory, address, size, pa))
		return true;
	*pa = address;
	return device->memory->rule == MEMORY_BY_HAND && device->version->translates_first;
}

static uint32_t keep_table(const struct image_load *image, uint64_t header)
{
	signfw_device *device = image->load->device;
	const uint32_t address = sfw_image_field32(image, header + SH_ADDR);
	const uint32_t size = sfw_image_field32(image, header + SH_SIZE);
	const uint64_t at = sfw_image_position(image, header);
	uint64_t pa;

	if (!translate(device, address, size, &pa))
		return sfw_load_answer(image->load, SIGNFW_TEE_ACCESS_DENIED, "resource-table-memory", at,
				       "image %zu: the resource table at address 0x%08x isn't inside one memory region",
				       image->image, address);
	if (pa == 0 && device->memory != NULL && !device->version->table_at_0)
		return sfw_load_die(image->load, "resource-table-memory", at,
				    "image %zu: the resource table is at physical address 0, which the loader asserts "
				    "that it is not",
				    image->image);
	if (device->has_resource_table)
		return sfw_image_outside(image, "resource-table-count", header, "a second resource table");
	device->has_resource_table = true;
	device->resource_table_address = pa;
	device->resource_table_size = size;
	return SIGNFW_TEE_SUCCESS;
}

uint32_t sfw_load_resource_table(const struct image_load *image)
{
	struct sections sections;
	uint64_t header = 0;
	bool found = false;
	uint32_t result = find_sections(image, &sections);

	if (result == SIGNFW_TEE_SUCCESS)
		result = find_table(image, &sections, &header, &found);
	if (result != SIGNFW_TEE_SUCCESS || !found)
		return result;
	const uint32_t size = sfw_image_field32(image, header + SH_SIZE);

	/* an empty one is as good as none */
	if (size == 0)
		return SIGNFW_TEE_SUCCESS;
	result = check_table(image, header, sfw_image_field32(image, header + SH_OFFSET), size);
	return result == SIGNFW_TEE_SUCCESS ? keep_table(image, header) : result;
}
