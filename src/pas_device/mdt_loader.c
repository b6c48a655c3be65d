/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/mdt_loader.h"

#include <stdio.h>
#include <string.h>

#include "format/pas_format.h"

/* Elf32_Ehdr, Elf32_Phdr and Elf32_Shdr */
#define HEADER_SIZE    52
#define SEGMENT_SIZE   32
#define SECTION_SIZE   40
#define PHOFF          28
#define SHOFF          32
#define PHENTSIZE      42
#define PHNUM          44
#define SHENTSIZE      46
#define SHNUM          48
#define P_TYPE         0
#define P_OFFSET       4
#define P_PADDR        12
#define P_FILESZ       16
#define P_MEMSZ        20
#define P_FLAGS        24
#define PAGE_SIZE      UINT32_C(0x1000)
#define SEGMENTS_MIN   2
#define PART_NAME_SIZE 300

struct mdt_segment {
	uint32_t type, offset, paddr, filesz, memsz, flags;
};

static uint16_t u16_at(const struct mdt_loader *loader, size_t offset)
{
	return sfw_u16le(loader->file.data + offset);
}

static uint32_t u32_at(const struct mdt_loader *loader, size_t offset)
{
	return sfw_u32le(loader->file.data + offset);
}

size_t sfw_mdt_segment_count(const struct mdt_loader *loader)
{
	return u16_at(loader, PHNUM);
}

/* Program header `index` of a file whose header is good: the table is inside. */
static struct mdt_segment segment_at(const struct mdt_loader *loader, size_t index)
{
	const size_t at = u32_at(loader, PHOFF) + index * SEGMENT_SIZE;

	return (struct mdt_segment){
		.type = u32_at(loader, at + P_TYPE),
		.offset = u32_at(loader, at + P_OFFSET),
		.paddr = u32_at(loader, at + P_PADDR),
		.filesz = u32_at(loader, at + P_FILESZ),
		.memsz = u32_at(loader, at + P_MEMSZ),
		.flags = u32_at(loader, at + P_FLAGS),
	};
}

static bool is_hash(const struct mdt_segment *segment)
{
	return (segment->flags & SFW_PAS_TYPE_MASK) >> SFW_PAS_TYPE_SHIFT == PAS_TYPE_HASH;
}

static bool is_loaded(const struct mdt_segment *segment)
{
	return segment->type == SFW_PAS_PT_LOAD && !is_hash(segment) && segment->memsz != 0;
}

static int refuse(struct pas_reason *reason, const char *rule, const char *why)
{
	sfw_pas_because(reason, rule, "Linux refuses the file before it asks the secure world, without a message: %s",
			why);
	return MDT_EINVAL;
}

int sfw_mdt_check_header(const struct mdt_loader *loader, struct pas_reason *reason)
{
	static const uint8_t magic[] = {0x7f, 'E', 'L', 'F'};
	const struct span file = loader->file;

	if (file.size < HEADER_SIZE)
		return refuse(reason, "linux-header", "it is too short for an ELF header");
	if (memcmp(file.data, magic, sizeof(magic)) != 0)
		return refuse(reason, "linux-header", "it isn't an ELF file");
	if (u16_at(loader, PHENTSIZE) != SEGMENT_SIZE)
		return refuse(reason, "linux-elf32", "e_phentsize isn't 32; Linux knows ELF32 only");
	if ((uint64_t)u32_at(loader, PHOFF) + (uint64_t)SEGMENT_SIZE * u16_at(loader, PHNUM) > file.size)
		return refuse(reason, "linux-header", "the program headers leave it");
	if (u16_at(loader, SHENTSIZE) == 0 && u16_at(loader, SHNUM) == 0)
		return 0;
	if (u16_at(loader, SHENTSIZE) != SECTION_SIZE)
		return refuse(reason, "linux-sections", "e_shentsize is neither 40 nor 0 with e_shnum 0");
	if ((uint64_t)u32_at(loader, SHOFF) + (uint64_t)SECTION_SIZE * u16_at(loader, SHNUM) > file.size)
		return refuse(reason, "linux-sections", "the section headers leave it");
	return 0;
}

/* Sums are of 32 bits, as p_paddr and p_memsz are. */
void sfw_mdt_plan(const struct mdt_loader *loader, struct mdt_plan *out)
{
	uint64_t max_address = 0;

	*out = (struct mdt_plan){.min_address = UINT64_MAX};
	for (size_t i = 0; i < sfw_mdt_segment_count(loader); i++) {
		const struct mdt_segment segment = segment_at(loader, i);
		const uint32_t end = segment.paddr + segment.memsz;

		if (!is_loaded(&segment))
			continue;
		out->relocatable = out->relocatable || (segment.flags & SFW_PAS_RELOCATABLE) != 0;
		if (segment.paddr < out->min_address)
			out->min_address = segment.paddr;
		if (end > max_address)
			max_address = (end + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
	}
	out->memory_size = max_address - out->min_address;
}

/* ---- files --------------------------------------------------------------------- */

/* Loads .bNN, which has to have the size of the segment; what is there goes to *out. */
static int load_part(struct mdt_loader *loader, size_t index, uint32_t size, struct span *out,
		     struct pas_reason *reason)
{
	const size_t length = strlen(loader->name);
	const struct signfw_pas_part *part = NULL;
	char name[PART_NAME_SIZE];

	if (length < 4 || length > sizeof(name) - 8) {
		sfw_pas_because(reason, "linux-name", "the name of the file has no room for .b%02zu", index);
		return MDT_EINVAL;
	}
	snprintf(name, sizeof(name), "%.*sb%02zu", (int)(length - 3), loader->name, index);
	for (size_t i = 0; i < loader->part_count; i++)
		if (loader->parts[i].segment == index)
			part = &loader->parts[i];
	if (part == NULL || part->size > size) {
		const int error = part == NULL ? MDT_ENOENT : MDT_EFBIG;

		sfw_pas_log(&loader->log, "error %d loading %s", error, name);
		if (part == NULL)
			sfw_pas_because(reason, "linux-part-missing",
					"there is no %s, and the file ends before segment %zu", name, index);
		else
			sfw_pas_because(reason, "linux-part-size", "%s has %zu bytes, more than the %u of segment %zu",
					name, part->size, size, index);
		return error;
	}
	if (part->size != size) {
		sfw_pas_log(&loader->log, "failed to load segment %zu from truncated file %s", index, name);
		sfw_pas_because(reason, "linux-part-size", "%s has %zu bytes, fewer than the %u of segment %zu", name,
				part->size, size, index);
		return MDT_EINVAL;
	}
	*out = (struct span){part->data, part->size};
	return 0;
}

/* Returns true if a segment ends outside the file: then Linux takes all of them from files of their own. */
static bool is_split(const struct mdt_loader *loader)
{
	for (size_t i = 0; i < sfw_mdt_segment_count(loader); i++) {
		const struct mdt_segment segment = segment_at(loader, i);

		if (segment.filesz != 0 && (uint64_t)segment.offset + segment.filesz > loader->file.size)
			return true;
	}
	return false;
}

/* ---- headers and hash segment for the secure world ------------------------------- */

static size_t find_hash_segment(const struct mdt_loader *loader)
{
	for (size_t i = 1; i < sfw_mdt_segment_count(loader); i++) {
		const struct mdt_segment segment = segment_at(loader, i);

		if (is_hash(&segment))
			return i;
	}
	return 0;
}

static int find_metadata(struct mdt_loader *loader, struct span *headers, struct span *hashes,
			 struct pas_reason *reason)
{
	if (sfw_mdt_segment_count(loader) < SEGMENTS_MIN) {
		sfw_pas_because(reason, "linux-segments", "there are fewer than two program headers");
		return MDT_EINVAL;
	}
	const struct mdt_segment first = segment_at(loader, 0);
	const size_t hash_index = find_hash_segment(loader);

	if (first.type == SFW_PAS_PT_LOAD) {
		sfw_pas_because(reason, "linux-phdr0", "program header 0 is PT_LOAD; it has to stand for the headers");
		return MDT_EINVAL;
	}
	if (hash_index == 0) {
		sfw_pas_log(&loader->log, "no hash segment found in %s", loader->name);
		sfw_pas_because(reason, "linux-hash-segment", "no program header from 1 on is a hash segment");
		return MDT_EINVAL;
	}
	const struct mdt_segment hash = segment_at(loader, hash_index);

	if (!sfw_span_at(loader->file, 0, first.filesz, headers)) {
		loader->crashed = true;
		sfw_pas_because(
			reason, "linux-crash",
			"p_filesz of program header 0 is 0x%x, and Linux copies that many bytes of a file of %zu",
			first.filesz, loader->file.size);
		return MDT_EINVAL;
	}
	if ((uint64_t)first.filesz + hash.filesz == loader->file.size &&
	    sfw_span_at(loader->file, first.filesz, hash.filesz, hashes))
		return 0;
	if (sfw_span_at(loader->file, hash.offset, hash.filesz, hashes))
		return 0;
	return load_part(loader, hash_index, hash.filesz, hashes, reason);
}

int sfw_mdt_read_metadata(struct mdt_loader *loader, struct builder *blob, struct pas_reason *reason)
{
	struct span headers, hashes;
	const int error = find_metadata(loader, &headers, &hashes, reason);

	if (loader->crashed)
		return error;
	if (error != 0) {
		sfw_pas_log(&loader->log, "error %d reading firmware %s metadata", error, loader->name);
		return error;
	}
	sfw_builder_bytes(blob, headers.data, headers.size);
	sfw_builder_bytes(blob, hashes.data, hashes.size);
	return 0;
}

/* ---- segments to memory ------------------------------------------------------------ */

/* Computes where in the carveout a segment goes; an errno if it doesn't fit. */
static int place(struct mdt_loader *loader, const struct mdt_plan *plan, size_t index,
		 const struct mdt_segment *segment, uint64_t *offset, struct pas_reason *reason)
{
	const bool limited = loader->memory_size != 0;
	const uint64_t base = plan->relocatable || !limited ? plan->min_address : loader->memory_address;

	if (segment->paddr < base || (limited && (segment->paddr - base) + segment->memsz > loader->memory_size)) {
		sfw_pas_log(&loader->log, "segment outside memory range");
		sfw_pas_because(
			reason, "linux-memory",
			"segment %zu, 0x%x bytes at 0x%x, doesn't fit into the carveout of 0x%llx bytes at 0x%llx%s",
			index, segment->memsz, segment->paddr, (unsigned long long)loader->memory_size,
			(unsigned long long)loader->memory_address,
			plan->relocatable ? ", where the lowest segment goes to" : "");
		return MDT_EINVAL;
	}
	if (segment->filesz > segment->memsz) {
		sfw_pas_log(&loader->log, "refusing to load segment %zu with p_filesz > p_memsz", index);
		sfw_pas_because(reason, "linux-filesz", "segment %zu has p_filesz 0x%x, but p_memsz 0x%x", index,
				segment->filesz, segment->memsz);
		return MDT_EINVAL;
	}
	*offset = segment->paddr - base;
	return 0;
}

static int load_segment(struct mdt_loader *loader, const struct mdt_plan *plan, size_t index, bool split,
			struct pas_carveout *carveout, struct pas_reason *reason, enum signfw_status *status)
{
	const struct mdt_segment segment = segment_at(loader, index);
	struct span bytes = {0};
	uint64_t offset = 0;

	if (!is_loaded(&segment))
		return 0;
	int error = place(loader, plan, index, &segment, &offset, reason);

	if (error == 0 && segment.filesz != 0 && split)
		error = load_part(loader, index, segment.filesz, &bytes, reason);
	else if (error == 0 && segment.filesz != 0 &&
		 !sfw_span_at(loader->file, segment.offset, segment.filesz, &bytes))
		error = MDT_EINVAL; /* not reached: the file would be split */
	if (error != 0)
		return error;
	*status = sfw_pas_carveout_write(carveout, offset, bytes.size, bytes.data);
	if (*status == SIGNFW_OK)
		*status =
			sfw_pas_carveout_write(carveout, offset + segment.filesz, segment.memsz - segment.filesz, NULL);
	return 0;
}

int sfw_mdt_load(struct mdt_loader *loader, const struct mdt_plan *plan, struct pas_carveout *carveout,
		 struct pas_reason *reason, enum signfw_status *status)
{
	const bool split = is_split(loader);
	int error = 0;

	*status = SIGNFW_OK;
	for (size_t i = 0; i < sfw_mdt_segment_count(loader) && error == 0 && *status == SIGNFW_OK; i++)
		error = load_segment(loader, plan, i, split, carveout, reason, status);
	return error;
}
