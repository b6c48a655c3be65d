/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load_image.h"

#include <string.h>

#include "device/load_resource_table.h"
#include "device/load_table.h"
#include "device/transfer.h"

#define EHDR_SIZE 52
#define PHDR_SIZE 32

/* Memory is mapped in pages: what follows the buffer in its last page can be read. */
#define PAGE 4096

static uint32_t check_ident(const struct image_load *image)
{
	const struct span ident = sfw_view_bytes(&image->load->buffer, image->offset, 7);

	if (ident.size < 7)
		return sfw_image_crash(image, "elf-header");
	if (memcmp(ident.data,
		   "\x7f"
		   "ELF",
		   4) != 0)
		return sfw_image_bad_format(image, "elf-header", 0, "not an ELF file");
	if (ident.data[6] != 1)
		return sfw_image_bad_format(image, "elf-header", 6, "the ELF version isn't 1");
	if (ident.data[4] != 1)
		return sfw_image_bad_format(image, "elf-header", 4, "not a 32-bit ELF file");
	return SIGNFW_TEE_SUCCESS;
}

uint32_t sfw_load_first_header(struct load *load)
{
	const struct image_load image = {load, 0, load->images_offset, load->images_size};

	if (!sfw_image_is_aligned(&image, 0))
		return sfw_image_refuse(&image, SIGNFW_TEE_BAD_PARAMETERS, "elf-header", 0,
					"it doesn't begin at a multiple of 4");
	if (load->images_size < EHDR_SIZE ||
	    load->images_size < (uint64_t)sfw_image_field32(&image, SFW_E_SHOFF) + SFW_SHDR_SIZE)
		return sfw_image_outside(&image, "elf-size", SFW_E_SHOFF,
					 "the images are too short for its ELF and section headers");
	const uint32_t result = check_ident(&image);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const bool sizes = sfw_image_field16(&image, SFW_E_PHENTSIZE) == PHDR_SIZE &&
			   sfw_image_field16(&image, SFW_E_SHENTSIZE) == SFW_SHDR_SIZE;
	const uint16_t count = sfw_image_field16(&image, SFW_E_PHNUM);

	if (sfw_image_crashed(&image))
		return sfw_image_crash(&image, "elf-header");
	if (!sizes)
		return sfw_image_bad_format(&image, "elf-header", SFW_E_PHENTSIZE,
					    "the entry size of program or section headers");
	if (count == 0)
		return sfw_image_bad_format(&image, "elf-header", SFW_E_PHNUM, "there are no program headers");
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t load_segment(const struct image_load *image, const struct segment_header *header)
{
	const struct device_version *version = image->load->device->version;
	const uint64_t end = (uint64_t)header->offset + header->filesz;
	const bool inside =
		version->whole_ranges ? end <= image->size : header->offset < image->size && end < image->size;
	struct table_entry entry = {0};

	if (!inside)
		return sfw_image_outside(image, "segment-data", header->at,
					 "the bytes of a segment leave the image, or (up to 4.9) end where it ends");
	uint32_t result = sfw_load_find_entry(image, header, &entry);

	if (result == SIGNFW_TEE_SUCCESS && (header->filesz > 0 || version->copies_nothing)) {
		const struct piece piece = {header->index, header->at, header->paddr, header->filesz};

		result = sfw_transfer_copy(image, &piece, header->offset, &entry);
	}
	if (result == SIGNFW_TEE_SUCCESS && header->memsz > header->filesz) {
		const struct piece piece = {header->index, header->at, header->paddr + header->filesz,
					    header->memsz - header->filesz};

		result = sfw_transfer_zero(image, &piece);
	}
	return result;
}

/* Whether [at, at + size) of the image is in memory that can be read, if only behind the container. */
static bool is_mapped(const struct image_load *image, uint64_t at, uint64_t size)
{
	return image->offset + at + size <= (image->load->buffer.bytes.size + PAGE - 1) / PAGE * PAGE;
}

enum program_header {
	HEADER_LOAD,
	HEADER_OTHER, /* of another type: nobody looks at it */
	HEADER_REFUSED,
	HEADER_UNREADABLE
};

/* What the loader sees at a program header; of some versions it reads p_type wherever that is. */
static enum program_header classify(const struct image_load *image, uint64_t at)
{
	const struct device_version *version = image->load->device->version;
	const bool inside = at + PHDR_SIZE <= image->size;

	if (!is_mapped(image, at, PHDR_SIZE))
		return HEADER_UNREADABLE;
	if (!inside && (version->whole_ranges || version->all_headers_inside))
		return HEADER_REFUSED;
	/* behind the container its page holds zeros: PT_NULL */
	if (image->offset + at + 4 > image->load->buffer.bytes.size ||
	    sfw_image_field32(image, at + SFW_P_TYPE) != SFW_PT_LOAD)
		return HEADER_OTHER;
	return inside ? HEADER_LOAD : HEADER_REFUSED;
}

static uint32_t load_header(const struct image_load *image, size_t index, uint64_t at)
{
	switch (classify(image, at)) {
	case HEADER_OTHER:
		return SIGNFW_TEE_SUCCESS;
	case HEADER_REFUSED:
		return sfw_image_outside(image, "program-headers", at, "a program header is outside the image");
	case HEADER_UNREADABLE:
		image->load->buffer.crashed = true;
		image->load->buffer.crash_offset = image->offset + at;
		return sfw_image_crash(image, "program-headers");
	case HEADER_LOAD:
		break;
	}
	const struct segment_header header = {index,
					      at,
					      sfw_image_field32(image, at + SFW_P_OFFSET),
					      sfw_image_field32(image, at + SFW_P_PADDR),
					      sfw_image_field32(image, at + SFW_P_FILESZ),
					      sfw_image_field32(image, at + SFW_P_MEMSZ)};

	return sfw_image_crashed(image) ? sfw_image_crash(image, "program-headers") : load_segment(image, &header);
}

static uint32_t load_segments(const struct image_load *image)
{
	const bool whole = image->load->device->version->whole_ranges;
	const uint32_t phoff = sfw_image_field32(image, SFW_E_PHOFF);
	const uint16_t count = sfw_image_field16(image, SFW_E_PHNUM);
	uint32_t result = SIGNFW_TEE_SUCCESS;

	if (sfw_image_crashed(image))
		return sfw_image_crash(image, "elf-header");
	if (!sfw_image_is_aligned(image, phoff) || (!whole && phoff >= image->size))
		return sfw_image_outside(image, "program-headers", SFW_E_PHOFF,
					 "the program headers aren't at a multiple of 4 inside the image");
	for (size_t i = 0; i < count && result == SIGNFW_TEE_SUCCESS; i++)
		result = load_header(image, i, phoff + (uint64_t)i * PHDR_SIZE);
	return result;
}

uint32_t sfw_load_image(struct load *load, size_t image, uint64_t offset, uint32_t size)
{
	const struct image_load this = {load, image, offset, size};
	const uint32_t result = load_segments(&this);

	return result == SIGNFW_TEE_SUCCESS ? sfw_load_resource_table(&this) : result;
}
