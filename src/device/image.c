/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * LOAD of one image, in the order of OP-TEE's elf_parser.c and remoteproc_core.c.
 * This is the device's own reading of ELF, its gaps included: it shares nothing
 * with elf32.c.
 */
#include "device/image.h"

#include <string.h>

#define EHDR_SIZE 52
#define PHDR_SIZE 32
enum {
	P_TYPE = 0,
	P_OFFSET = 4,
	P_PADDR = 12,
	P_FILESZ = 16,
	P_MEMSZ = 20
};
#define PT_LOAD 1

/* A table entry is a program header, its digest, and in ENCTABLE its IV. */
#define ENTRY_DIGEST 32
#define ENTRY_IV     64

/* Memory is mapped in pages: what follows the buffer in its last page can be read. */
#define PAGE 4096

uint32_t sfw_image_field32(const struct image_load *image, uint64_t at)
{
	return sfw_view_u32(&image->load->buffer, image->offset + at);
}

uint16_t sfw_image_field16(const struct image_load *image, uint64_t at)
{
	return sfw_view_u16(&image->load->buffer, image->offset + at);
}

bool sfw_image_crashed(const struct image_load *image)
{
	return image->load->buffer.crashed;
}

uint32_t sfw_image_crash(const struct image_load *image, const char *rule)
{
	return sfw_load_crash(image->load, &image->load->buffer, rule);
}

uint32_t sfw_image_refuse(const struct image_load *image, uint32_t result, const char *rule, uint64_t at,
			  const char *what)
{
	return sfw_load_answer(image->load, result, rule, image->offset + at, "image %zu: %s", image->image, what);
}

bool sfw_image_is_aligned(const struct image_load *image, uint64_t at)
{
	return (image->offset + at) % 4 == 0;
}

uint32_t sfw_image_bad_format(const struct image_load *image, const char *rule, uint64_t at, const char *what)
{
	return sfw_image_refuse(image, SIGNFW_TEE_BAD_FORMAT, rule, at, what);
}

uint32_t sfw_image_outside(const struct image_load *image, const char *rule, uint64_t at, const char *what)
{
	return sfw_image_refuse(image, image->load->device->version->outside, rule, at, what);
}

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
	    load->images_size < (uint64_t)sfw_image_field32(&image, E_SHOFF) + SFW_SHDR_SIZE)
		return sfw_image_outside(&image, "elf-size", E_SHOFF,
					 "the images are too short for its ELF and section headers");
	const uint32_t result = check_ident(&image);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const bool sizes = sfw_image_field16(&image, E_PHENTSIZE) == PHDR_SIZE &&
			   sfw_image_field16(&image, E_SHENTSIZE) == SFW_SHDR_SIZE;
	const uint16_t count = sfw_image_field16(&image, E_PHNUM);

	if (sfw_image_crashed(&image))
		return sfw_image_crash(&image, "elf-header");
	if (!sizes)
		return sfw_image_bad_format(&image, "elf-header", E_PHENTSIZE,
					    "the entry size of program or section headers");
	if (count == 0)
		return sfw_image_bad_format(&image, "elf-header", E_PHNUM, "there are no program headers");
	return SIGNFW_TEE_SUCCESS;
}

/* The fields of a program header that a device looks at. */
struct header {
	size_t index;
	uint64_t at; /* in the image */
	uint32_t offset, paddr, filesz, memsz;
};

/* Whether a table entry is one for this segment, apart from its address. */
static bool fits(const struct load *load, struct view *copy, uint64_t entry, const struct header *header)
{
	return sfw_view_u32(copy, entry + P_TYPE) == PT_LOAD &&
	       sfw_view_u32(copy, entry + P_FILESZ) == header->filesz &&
	       sfw_view_u32(copy, entry + P_MEMSZ) == header->memsz &&
	       (!load->device->version->entry_has_offset || sfw_view_u32(copy, entry + P_OFFSET) == header->offset);
}

/* The first entry with the segment's p_paddr decides, whatever it is. */
static uint32_t look_up(const struct image_load *image, const struct header *header, struct table_entry *out)
{
	struct load *load = image->load;
	const struct device_version *version = load->device->version;
	const uint64_t at = image->offset + header->at;
	const uint64_t data = image->offset - load->images_offset + header->offset;

	for (uint32_t i = 0; i < load->table_count; i++) {
		const uint64_t entry = load->table_offset + (uint64_t)i * load->entry_size;

		if (sfw_view_u32(&load->copy, entry + P_PADDR) != header->paddr)
			continue;
		if (!fits(load, &load->copy, entry, header))
			return sfw_load_answer(load, version->bad_entry, "hash-entry", at,
					       "image %zu, segment %zu: the first hash-table entry for address 0x%08x "
					       "(entry %u) has another type%s or size",
					       image->image, header->index, header->paddr, i,
					       version->entry_has_offset ? ", offset" : "");
		if (!version->entry_has_offset && data + header->filesz > load->images_size)
			return sfw_load_answer(load, version->bad_entry, "segment-data", at,
					       "image %zu, segment %zu: its bytes leave the images", image->image,
					       header->index);
		*out = (struct table_entry){entry + ENTRY_DIGEST, entry + ENTRY_IV};
		return SIGNFW_TEE_SUCCESS;
	}
	return sfw_load_answer(load, SIGNFW_TEE_NO_DATA, "hash-entry", at,
			       "image %zu, segment %zu: the hash table has no entry for address 0x%08x", image->image,
			       header->index, header->paddr);
}

static uint32_t load_segment(const struct image_load *image, const struct header *header)
{
	const struct device_version *version = image->load->device->version;
	const uint64_t end = (uint64_t)header->offset + header->filesz;
	const bool inside =
		version->whole_ranges ? end <= image->size : header->offset < image->size && end < image->size;
	struct table_entry entry = {0};

	if (!inside)
		return sfw_image_outside(image, "segment-data", header->at,
					 "the bytes of a segment leave the image, or (up to 4.9) end where it ends");
	uint32_t result = look_up(image, header, &entry);

	if (result == SIGNFW_TEE_SUCCESS && (header->filesz > 0 || version->copies_nothing)) {
		const struct piece piece = {header->index, header->at, header->paddr, header->filesz};

		result = sfw_image_copy(image, &piece, header->offset, &entry);
	}
	if (result == SIGNFW_TEE_SUCCESS && header->memsz > header->filesz) {
		const struct piece piece = {header->index, header->at, header->paddr + header->filesz,
					    header->memsz - header->filesz};

		result = sfw_image_zero(image, &piece);
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
	if (image->offset + at + 4 > image->load->buffer.bytes.size || sfw_image_field32(image, at + P_TYPE) != PT_LOAD)
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
	const struct header header = {index,
				      at,
				      sfw_image_field32(image, at + P_OFFSET),
				      sfw_image_field32(image, at + P_PADDR),
				      sfw_image_field32(image, at + P_FILESZ),
				      sfw_image_field32(image, at + P_MEMSZ)};

	return sfw_image_crashed(image) ? sfw_image_crash(image, "program-headers") : load_segment(image, &header);
}

static uint32_t load_segments(const struct image_load *image)
{
	const bool whole = image->load->device->version->whole_ranges;
	const uint32_t phoff = sfw_image_field32(image, E_PHOFF);
	const uint16_t count = sfw_image_field16(image, E_PHNUM);
	uint32_t result = SIGNFW_TEE_SUCCESS;

	if (sfw_image_crashed(image))
		return sfw_image_crash(image, "elf-header");
	if (!sfw_image_is_aligned(image, phoff) || (!whole && phoff >= image->size))
		return sfw_image_outside(image, "program-headers", E_PHOFF,
					 "the program headers aren't at a multiple of 4 inside the image");
	for (size_t i = 0; i < count && result == SIGNFW_TEE_SUCCESS; i++)
		result = load_header(image, i, phoff + (uint64_t)i * PHDR_SIZE);
	return result;
}

uint32_t sfw_load_image(struct load *load, size_t image, uint64_t offset, uint32_t size)
{
	const struct image_load this = {load, image, offset, size};
	const uint32_t result = load_segments(&this);

	return result == SIGNFW_TEE_SUCCESS ? sfw_image_resource_table(&this) : result;
}
