/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * LOAD of one image, in the order of OP-TEE's elf_parser.c and remoteproc_core.c.
 * This is the device's own reading of ELF, its gaps included: it shares nothing
 * with elf32.c.
 */
#include <stdlib.h>
#include <string.h>

#include "device/device.h"
#include "key.h"

/* Sizes and fields of ELF32 headers. */
#define EHDR_SIZE 52
#define PHDR_SIZE 32
#define SHDR_SIZE 40
enum {
	E_PHOFF = 28,
	E_SHOFF = 32,
	E_PHENTSIZE = 42,
	E_PHNUM = 44,
	E_SHENTSIZE = 46,
	E_SHNUM = 48,
	E_SHSTRNDX = 50
};
enum {
	P_TYPE = 0,
	P_OFFSET = 4,
	P_PADDR = 12,
	P_FILESZ = 16,
	P_MEMSZ = 20
};
enum {
	SH_NAME = 0,
	SH_ADDR = 12,
	SH_OFFSET = 16,
	SH_SIZE = 20
};
#define PT_LOAD 1

#define ENTRY_DIGEST 32

/* Memory is mapped in pages: what follows the buffer in its last page can be read. */
#define PAGE 4096

/* CFG_RESERVED_VASPACE_SIZE of upstream's 32-bit ARM: a larger piece of memory can't be mapped. */
#define MAPPING_MAX (10u << 20)

static const char table_name[] = ".resource_table";

/* One image while it is loaded. */
struct image_load {
	struct load *load;
	size_t image;
	uint64_t offset; /* in the buffer */
	uint32_t size;   /* as IMGSIZE says */
};

static uint32_t field32(const struct image_load *image, uint64_t at)
{
	return sfw_view_u32(&image->load->buffer, image->offset + at);
}

static uint16_t field16(const struct image_load *image, uint64_t at)
{
	return sfw_view_u16(&image->load->buffer, image->offset + at);
}

static bool crashed(const struct image_load *image)
{
	return image->load->buffer.crashed;
}

static uint32_t crash(const struct image_load *image, const char *rule)
{
	return sfw_load_crash(image->load, &image->load->buffer, rule);
}

static uint32_t bad_format(const struct image_load *image, const char *rule, uint64_t at, const char *what)
{
	return sfw_load_answer(image->load, SIGNFW_TEE_BAD_FORMAT, rule, image->offset + at, "image %zu: %s",
			       image->image, what);
}

uint32_t sfw_load_first_header(struct load *load)
{
	const struct image_load image = {load, 0, load->images_offset, load->images_size};

	if (load->images_size < EHDR_SIZE || load->images_size < (uint64_t)field32(&image, E_SHOFF) + SHDR_SIZE)
		return bad_format(&image, "elf-size", E_SHOFF,
				  "the images are too short for its ELF and section headers");
	const struct span ident = sfw_view_bytes(&load->buffer, load->images_offset, 7);

	if (ident.size < 7)
		return crash(&image, "elf-header");
	if (memcmp(ident.data,
		   "\x7f"
		   "ELF",
		   4) != 0)
		return bad_format(&image, "elf-header", 0, "not an ELF file");
	if (ident.data[6] != 1)
		return bad_format(&image, "elf-header", 6, "the ELF version isn't 1");
	if (ident.data[4] != 1)
		return bad_format(&image, "elf-header", 4, "not a 32-bit ELF file");
	if (field16(&image, E_PHENTSIZE) != PHDR_SIZE || field16(&image, E_SHENTSIZE) != SHDR_SIZE)
		return bad_format(&image, "elf-header", E_PHENTSIZE, "the entry size of program or section headers");
	if (field16(&image, E_PHNUM) == 0)
		return bad_format(&image, "elf-header", E_PHNUM, "there are no program headers");
	return SIGNFW_TEE_SUCCESS;
}

/* The fields of a program header that a device looks at. */
struct header {
	size_t index;
	uint64_t at; /* in the image */
	uint32_t offset, paddr, filesz, memsz;
};

static uint32_t memory_error(const struct image_load *image, const struct header *header, uint32_t result,
			     uint32_t address, uint32_t size)
{
	return sfw_load_answer(image->load, result, "memory", image->offset + header->at,
			       "image %zu, segment %zu: 0x%x bytes at address 0x%08x aren't inside one memory region",
			       image->image, header->index, size, address);
}

/* Keeps a transfer, at the place that the memory (if the device has one) gives it. */
static uint32_t transfer(const struct image_load *image, const struct header *header, bool zero, uint32_t address,
			 uint32_t size)
{
	signfw_device *device = image->load->device;
	struct place_in_memory place = {.pa = address};

	if (device->memory != NULL) {
		const uint32_t result = sfw_memory_find(device->memory, address, size, &place);

		if (result != SIGNFW_TEE_SUCCESS)
			return memory_error(image, header, result, address, size);
		if (size > MAPPING_MAX)
			return sfw_load_answer(image->load, SIGNFW_TEE_GENERIC, "mapping", image->offset + header->at,
					       "image %zu, segment %zu: 0x%x bytes, more than OP-TEE can map at once "
					       "(CFG_RESERVED_VASPACE_SIZE)",
					       image->image, header->index, size);
	}
	if (device->transfer_count == device->transfer_capacity) {
		const size_t capacity = 2 * device->transfer_capacity + 16;
		struct signfw_transfer *transfers = realloc(device->transfers, capacity * sizeof(*transfers));

		if (transfers == NULL)
			return sfw_load_fail(image->load, SIGNFW_E_MEMORY);
		device->transfers = transfers;
		device->transfer_capacity = capacity;
	}
	device->transfers[device->transfer_count++] = (struct signfw_transfer){
		.image = image->image,
		.segment = header->index,
		.zero = zero,
		.device_address = address,
		.physical_address = place.pa,
		.size = size,
		.region = device->memory == NULL ? NULL : device->memory->regions[place.region].name,
	};
	return SIGNFW_TEE_SUCCESS;
}

/*
 * The first entry with the segment's p_paddr decides, whatever it is.
 *
 * @digest: where its digest is, in the copy
 */
static uint32_t look_up(const struct image_load *image, const struct header *header, uint64_t *digest)
{
	struct load *load = image->load;
	const uint64_t at = image->offset + header->at;
	const uint64_t data = image->offset - load->images_offset + header->offset;

	for (uint32_t i = 0; i < load->table_count; i++) {
		const uint64_t entry = load->table_offset + (uint64_t)i * SIGNFW_HASH_ENTRY_SIZE;
		const uint32_t type = sfw_view_u32(&load->copy, entry + P_TYPE);

		if (sfw_view_u32(&load->copy, entry + P_PADDR) != header->paddr)
			continue;
		if (type != PT_LOAD || sfw_view_u32(&load->copy, entry + P_FILESZ) != header->filesz ||
		    sfw_view_u32(&load->copy, entry + P_MEMSZ) != header->memsz)
			return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry", at,
					       "image %zu, segment %zu: the first hash-table entry for address 0x%08x "
					       "(entry %u) has another type or size",
					       image->image, header->index, header->paddr, i);
		if (data + header->filesz > load->images_size)
			return sfw_load_answer(load, SIGNFW_TEE_BAD_PARAMETERS, "segment-data", at,
					       "image %zu, segment %zu: its bytes leave the images", image->image,
					       header->index);
		*digest = entry + ENTRY_DIGEST;
		return SIGNFW_TEE_SUCCESS;
	}
	return sfw_load_answer(load, SIGNFW_TEE_NO_DATA, "hash-entry", at,
			       "image %zu, segment %zu: the hash table has no entry for address 0x%08x", image->image,
			       header->index, header->paddr);
}

static uint32_t copy_segment(const struct image_load *image, const struct header *header, uint64_t digest_at)
{
	struct load *load = image->load;
	const uint64_t at = image->offset + header->offset;
	uint8_t digest[SIGNFW_SHA256_SIZE];
	const uint32_t result = transfer(image, header, false, header->paddr, header->filesz);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const struct span bytes = sfw_view_bytes(&load->buffer, at, header->filesz);

	if (crashed(image))
		return crash(image, "segment-data");
	if (load->device->crypto->sha256(bytes, digest, load->err) != SIGNFW_OK)
		return sfw_load_fail(load, SIGNFW_E_CRYPTO);
	const struct span signed_digest = sfw_view_bytes(&load->copy, digest_at, sizeof(digest));

	if (signed_digest.size == sizeof(digest) && memcmp(digest, signed_digest.data, sizeof(digest)) == 0)
		return SIGNFW_TEE_SUCCESS;
	/* the pseudo TA clears what it copied */
	load->device->transfers[load->device->transfer_count - 1].zero = true;
	return sfw_load_answer(load, SIGNFW_TEE_SECURITY, "segment-hash", at,
			       "image %zu, segment %zu: its bytes don't have the signed SHA-256", image->image,
			       header->index);
}

static uint32_t load_segment(const struct image_load *image, const struct header *header)
{
	const uint64_t end = (uint64_t)header->offset + header->filesz;
	uint64_t digest = 0;
	const bool inside = image->load->device->version->whole_ranges
				    ? end <= image->size
				    : header->offset < image->size && end < image->size;

	if (!inside)
		return bad_format(image, "segment-data", header->at,
				  "the bytes of a segment leave the image, or (up to 4.9) end where it ends");
	uint32_t result = look_up(image, header, &digest);

	if (result == SIGNFW_TEE_SUCCESS && header->filesz > 0)
		result = copy_segment(image, header, digest);
	if (result == SIGNFW_TEE_SUCCESS && header->memsz > header->filesz)
		result = transfer(image, header, true, header->paddr + header->filesz, header->memsz - header->filesz);
	return result;
}

/* Whether [at, at + size) of the image is in memory that can be read, if only behind the container. */
static bool is_mapped(const struct image_load *image, uint64_t at, uint64_t size)
{
	return image->offset + at + size <= (image->load->buffer.bytes.size + PAGE - 1) / PAGE * PAGE;
}

static bool is_aligned(const struct image_load *image, uint64_t at)
{
	/* the container is aligned, its images needn't be */
	return (image->offset + at) % 4 == 0;
}

enum program_header {
	HEADER_LOAD,
	HEADER_OTHER, /* of another type: nobody looks at it */
	HEADER_REFUSED,
	HEADER_UNREADABLE
};

/* What the loader sees at a program header; up to 4.9 it reads p_type wherever that is. */
static enum program_header classify(const struct image_load *image, uint64_t at)
{
	const bool inside = at + PHDR_SIZE <= image->size;

	if (!is_mapped(image, at, PHDR_SIZE))
		return HEADER_UNREADABLE;
	if (!inside && image->load->device->version->whole_ranges)
		return HEADER_REFUSED;
	/* behind the container its page holds zeros: PT_NULL */
	if (image->offset + at + 4 > image->load->buffer.bytes.size || field32(image, at + P_TYPE) != PT_LOAD)
		return HEADER_OTHER;
	return inside ? HEADER_LOAD : HEADER_REFUSED;
}

static uint32_t load_header(const struct image_load *image, size_t index, uint64_t at)
{
	switch (classify(image, at)) {
	case HEADER_OTHER:
		return SIGNFW_TEE_SUCCESS;
	case HEADER_REFUSED:
		return bad_format(image, "program-headers", at, "a program header is outside the image");
	case HEADER_UNREADABLE:
		image->load->buffer.crashed = true;
		image->load->buffer.crash_offset = image->offset + at;
		return crash(image, "program-headers");
	case HEADER_LOAD:
		break;
	}
	const struct header header = {index,
				      at,
				      field32(image, at + P_OFFSET),
				      field32(image, at + P_PADDR),
				      field32(image, at + P_FILESZ),
				      field32(image, at + P_MEMSZ)};

	return crashed(image) ? crash(image, "program-headers") : load_segment(image, &header);
}

static uint32_t load_segments(const struct image_load *image)
{
	const bool whole = image->load->device->version->whole_ranges;
	const uint32_t phoff = field32(image, E_PHOFF);
	const uint16_t count = field16(image, E_PHNUM);
	uint32_t result = SIGNFW_TEE_SUCCESS;

	if (crashed(image))
		return crash(image, "elf-header");
	if (!is_aligned(image, phoff) || (!whole && phoff >= image->size))
		return bad_format(image, "program-headers", E_PHOFF,
				  "the program headers aren't at a multiple of 4 inside the image");
	for (size_t i = 0; i < count && result == SIGNFW_TEE_SUCCESS; i++)
		result = load_header(image, i, phoff + (uint64_t)i * PHDR_SIZE);
	return result;
}

/* Where the section headers and their names are. */
struct sections {
	uint64_t headers, names;
	uint32_t count, names_size;
};

/* Since 4.10 whole objects are checked; before, only where they begin. */
static uint32_t find_sections(const struct image_load *image, struct sections *out)
{
	const bool whole = image->load->device->version->whole_ranges;
	const uint32_t shoff = field32(image, E_SHOFF);
	const uint32_t index = field16(image, E_SHSTRNDX);

	*out = (struct sections){.headers = shoff, .count = field16(image, E_SHNUM)};
	if (!is_aligned(image, shoff) ||
	    (whole ? shoff + (uint64_t)out->count * SHDR_SIZE > image->size : shoff >= image->size))
		return bad_format(image, "section-headers", E_SHOFF,
				  "the section headers aren't aligned, or leave the image");
	if (whole && index >= out->count)
		return bad_format(image, "section-headers", E_SHSTRNDX,
				  out->count == 0 ? "there are no section headers" : "e_shstrndx is too large");
	const uint64_t strings = shoff + (uint64_t)index * SHDR_SIZE;

	out->names = field32(image, strings + SH_OFFSET);
	out->names_size = field32(image, strings + SH_SIZE);
	if (crashed(image))
		return crash(image, "section-headers");
	if (whole ? out->names + out->names_size > image->size : out->names >= image->size)
		return bad_format(image, "section-names", strings, "the names of the sections leave the image");
	return SIGNFW_TEE_SUCCESS;
}

/* Whether a section has the name; since 4.10 a name that the end of the names cuts off counts as a prefix. */
static bool has_name(const struct image_load *image, const struct sections *sections, uint32_t name)
{
	const bool bounded = image->load->device->version->whole_ranges;
	const uint64_t left = bounded ? sections->names_size - name : sizeof(table_name);

	for (size_t i = 0; i < sizeof(table_name) && i < left; i++)
		if (sfw_view_u8(&image->load->buffer, image->offset + sections->names + name + i) !=
		    (uint8_t)table_name[i])
			return false;
	return true;
}

/* Sets *at to the section header of the resource table, or to 0. */
static uint32_t find_table(const struct image_load *image, const struct sections *sections, uint64_t *at)
{
	const bool whole = image->load->device->version->whole_ranges;

	*at = 0;
	for (uint32_t i = 0; i < sections->count; i++) {
		const uint64_t header = sections->headers + (uint64_t)i * SHDR_SIZE;
		const uint32_t name = field32(image, header + SH_NAME);

		if (!whole && header >= image->size)
			return bad_format(image, "section-headers", header,
					  "a section header begins outside the image");
		if (whole && name >= sections->names_size)
			return bad_format(image, "section-names", header, "a section has its name outside the names");
		const bool found = has_name(image, sections, name);

		if (crashed(image))
			return crash(image, "section-names");
		if (found) {
			*at = header;
			return SIGNFW_TEE_SUCCESS;
		}
	}
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_table(const struct image_load *image, uint64_t header, uint32_t offset, uint32_t size)
{
	if ((uint64_t)offset + size > image->size)
		return bad_format(image, "resource-table", header, "the resource table leaves the image");
	if (size < 16)
		return bad_format(image, "resource-table", offset, "the resource table is shorter than its header");
	if (!is_aligned(image, offset))
		return sfw_load_answer(image->load, SIGNFW_TEE_CORRUPT_OBJECT, "resource-table", image->offset + offset,
				       "image %zu: the resource table isn't at a multiple of 4", image->image);
	if (field32(image, offset) != 1)
		return bad_format(image, "resource-table", offset, "the resource table isn't of version 1");
	if (field32(image, offset + 8) != 0 || field32(image, offset + 12) != 0)
		return bad_format(image, "resource-table", offset + 8, "the resource table's reserved words aren't 0");
	if (16 + (uint64_t)field32(image, offset + 4) * 4 > size)
		return bad_format(image, "resource-table", offset + 4,
				  "the resource table is too short for its entries");
	return crashed(image) ? crash(image, "resource-table") : SIGNFW_TEE_SUCCESS;
}

static uint32_t keep_table(const struct image_load *image, uint64_t header)
{
	signfw_device *device = image->load->device;
	const uint32_t address = field32(image, header + SH_ADDR);
	const uint32_t size = field32(image, header + SH_SIZE);
	struct place_in_memory place = {.pa = address};

	if (device->memory != NULL && sfw_memory_find(device->memory, address, size, &place) != SIGNFW_TEE_SUCCESS)
		return sfw_load_answer(image->load, SIGNFW_TEE_ACCESS_DENIED, "resource-table-memory",
				       image->offset + header,
				       "image %zu: the resource table at address 0x%08x isn't inside one memory region",
				       image->image, address);
	if (device->has_resource_table)
		return bad_format(image, "resource-table-count", header, "a second resource table");
	device->has_resource_table = true;
	device->resource_table_address = place.pa;
	device->resource_table_size = size;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t load_resource_table(const struct image_load *image)
{
	struct sections sections;
	uint64_t header = 0;
	uint32_t result = find_sections(image, &sections);

	if (result == SIGNFW_TEE_SUCCESS)
		result = find_table(image, &sections, &header);
	if (result != SIGNFW_TEE_SUCCESS || header == 0)
		return result;
	const uint32_t size = field32(image, header + SH_SIZE);

	/* an empty one is as good as none */
	if (size == 0)
		return SIGNFW_TEE_SUCCESS;
	result = check_table(image, header, field32(image, header + SH_OFFSET), size);
	return result == SIGNFW_TEE_SUCCESS ? keep_table(image, header) : result;
}

uint32_t sfw_load_image(struct load *load, size_t image, uint64_t offset, uint32_t size)
{
	const struct image_load this = {load, image, offset, size};
	const uint32_t result = load_segments(&this);

	return result == SIGNFW_TEE_SUCCESS ? load_resource_table(&this) : result;
}
