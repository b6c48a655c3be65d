/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/load_image.h"

#include "device/load_hash_table.h"
#include "device/load_resource_table.h"
#include "device/transfer.h"

#define EHDR_SIZE 52

static uint32_t check_ident(const struct image_load *image)
{
	static const uint8_t magic[] = {0x7f, 'E', 'L', 'F'};
	bool is_elf = true;

	for (size_t i = 0; i < sizeof(magic); i++)
		is_elf = is_elf && sfw_image_byte(image, i) == magic[i];
	if (sfw_image_crashed(image))
		return sfw_image_crash(image, "elf-header");
	if (!is_elf)
		return sfw_image_bad_format(image, "elf-header", 0, "not an ELF file");
	if (sfw_image_byte(image, 6) != 1)
		return sfw_image_bad_format(image, "elf-header", 6, "the ELF version isn't 1");
	if (sfw_image_byte(image, 4) != 1)
		return sfw_image_bad_format(image, "elf-header", 4, "not a 32-bit ELF file");
	return SIGNFW_TEE_SUCCESS;
}

uint32_t sfw_load_first_header(struct load *load)
{
	const struct image_load image = {load, 0, load->images_offset, load->images_size, SIGNFW_NO_OFFSET};

	if (!sfw_image_is_aligned(&image, 0))
		return sfw_image_refuse(&image, SIGNFW_TEE_BAD_PARAMETERS, "elf-header", 0,
					"it doesn't begin at a multiple of 4");
	if (load->images_size < EHDR_SIZE ||
	    load->images_size < sfw_device_sum(load->device, sfw_image_field32(&image, SFW_E_SHOFF), SFW_SHDR_SIZE))
		return sfw_image_outside(&image, "elf-size", SFW_E_SHOFF,
					 "the images are too short for its ELF and section headers");
	const uint32_t result = check_ident(&image);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const bool sizes = sfw_image_field16(&image, SFW_E_PHENTSIZE) == SFW_PROGRAM_HEADER_SIZE &&
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

/* Whether the TA finds the bytes of a segment inside its image. */
static bool holds_data(const struct image_load *image, const struct segment_header *header)
{
	/* up to 4.9 first and end are looked at, each by itself, and in 32 bits the end may wrap */
	return sfw_image_holds(image, header->offset, header->filesz) &&
	       (image->load->device->version->whole_ranges ||
		sfw_image_holds(image, (uint64_t)header->offset + header->filesz, 1));
}

static uint32_t load_segment(const struct image_load *image, const struct segment_header *header)
{
	const struct device_version *version = image->load->device->version;
	struct table_entry entry = {0};

	if (!holds_data(image, header))
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

static uint32_t refuse_header(const struct image_load *image, uint64_t at)
{
	return sfw_image_outside(image, "program-headers", at, "a program header is outside the image");
}

/* Names the header, not the field that is read first. */
static uint32_t crash_at_header(const struct image_load *image, uint64_t at)
{
	image->load->buffer.crash_offset = sfw_image_position(image, at);
	return sfw_image_crash(image, "program-headers");
}

/* A program header: p_paddr is read before anything is checked; what is checked differs. */
static uint32_t load_header(const struct image_load *image, size_t index, uint64_t at)
{
	const struct device_version *version = image->load->device->version;
	const uint64_t last = at + SFW_PROGRAM_HEADER_SIZE - 1;
	struct segment_header header = {.index = index, .at = at, .paddr = sfw_image_field32(image, at + SFW_P_PADDR)};

	if (sfw_image_crashed(image))
		return crash_at_header(image, at);
	if ((version->whole_ranges && !sfw_image_holds(image, at, SFW_PROGRAM_HEADER_SIZE)) ||
	    (version->all_headers_inside && !sfw_image_holds(image, last, 1)))
		return refuse_header(image, at);
	if (sfw_image_field32(image, at + SFW_P_TYPE) != SFW_SEGMENT_LOAD)
		return SIGNFW_TEE_SUCCESS;
	if (!version->whole_ranges && !sfw_image_holds(image, last, 1))
		return refuse_header(image, at);
	header.offset = sfw_image_field32(image, at + SFW_P_OFFSET);
	header.filesz = sfw_image_field32(image, at + SFW_P_FILESZ);
	header.memsz = sfw_image_field32(image, at + SFW_P_MEMSZ);
	return sfw_image_crashed(image) ? sfw_image_crash(image, "program-headers") : load_segment(image, &header);
}

static uint32_t load_segments(const struct image_load *image)
{
	const struct device_version *version = image->load->device->version;
	const uint32_t phoff = sfw_image_field32(image, SFW_E_PHOFF);
	const uint16_t count = sfw_image_field16(image, SFW_E_PHNUM);
	uint32_t result = SIGNFW_TEE_SUCCESS;

	if (sfw_image_crashed(image))
		return sfw_image_crash(image, "elf-header");
	if (sfw_image_wraps(image, image->size) || (version->refuses_wrap && image->size == 0))
		return sfw_load_answer(image->load, SIGNFW_TEE_BAD_PARAMETERS, "image-size", image->size_at,
				       "image %zu %s", image->image,
				       image->size == 0 ? "has no bytes" : "ends beyond the last address");
	if (!sfw_image_is_aligned(image, phoff) || (!version->whole_ranges && !sfw_image_holds(image, phoff, 1)))
		return sfw_image_outside(image, "program-headers", SFW_E_PHOFF,
					 "the program headers aren't at a multiple of 4 inside the image");
	for (size_t i = 0; i < count && result == SIGNFW_TEE_SUCCESS; i++)
		result = load_header(image, i, phoff + (uint64_t)i * SFW_PROGRAM_HEADER_SIZE);
	return result;
}

uint64_t sfw_load_image_offset(const struct load *load, uint32_t before)
{
	const uint64_t sum = before > INT32_MAX ? before - (UINT64_C(1) << 32) : before;

	return sfw_device_sum(load->device, load->images_offset, sum);
}

uint32_t sfw_load_image(const struct image_load *image)
{
	const uint32_t result = load_segments(image);

	return result == SIGNFW_TEE_SUCCESS ? sfw_load_resource_table(image) : result;
}
