/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/firmware_lint.h"

#include <string.h>

#include "crypto/cipher.h"
#include "firmware/resource_table_lint.h"
#include "signfw/container.h"

static uint64_t header_at(const struct image *image, size_t segment)
{
	return image->offset + sfw_elf32_header_offset(&image->elf, segment);
}

static void lint_segment(const struct image *image, size_t index, signfw_findings *findings)
{
	const struct segment *segment = &image->elf.segments[index];
	const struct segment_label label = sfw_segment_label(index, segment);
	const uint64_t at = header_at(image, index);

	if (image->is_encrypted && segment->filesz % SFW_AES_BLOCK_SIZE != 0)
		sfw_report(findings, SFW_ENCRYPT_UNALIGNED, at, "%s has %u bytes, encrypted ones are a multiple of %d",
			   label.text, segment->filesz, SFW_AES_BLOCK_SIZE);
	if (segment->memsz < segment->filesz)
		sfw_report(findings, SFW_SEGMENT_MEMORY, at, "%s: p_memsz 0x%x is smaller than p_filesz 0x%x",
			   label.text, segment->memsz, segment->filesz);
	if (segment->paddr + sfw_segment_memory_size(segment) > UINT64_C(0x100000000))
		sfw_report(findings, SFW_SEGMENT_OVERFLOW, at, "%s: 0x%llx bytes reach beyond the 32-bit address space",
			   label.text, (unsigned long long)sfw_segment_memory_size(segment));
	/* the range check of elf_parser.c in OP-TEE up to 4.9 excludes the end of the padded image */
	if (segment->filesz > 0 && sfw_segment_file_end(segment) == sfw_round_up_8(image->elf.file.size))
		sfw_report(findings, SFW_SEGMENT_AT_END, at,
			   "%s ends where the image ends; OP-TEE up to 4.9 refuses that", label.text);
}

/* Whether [address, address + size) is inside what one PT_LOAD segment occupies, by virtual address. */
static bool is_loaded(const struct elf32 *elf, uint32_t address, uint32_t size)
{
	for (size_t i = 0; i < elf->segment_count; i++) {
		const struct segment *segment = &elf->segments[i];

		if (sfw_segment_is_loaded(segment) && address >= segment->vaddr &&
		    (uint64_t)address + size <= segment->vaddr + sfw_segment_memory_size(segment))
			return true;
	}
	return false;
}

/* The checks of elf_parser.c in OP-TEE of where the table is, and of what is in it; then those of Linux. */
static void lint_resource_table(const struct image *image, signfw_findings *findings)
{
	const struct resource_table *table = &image->elf.resource_table;
	struct span bytes;

	if (!table->found || table->size == 0)
		return;
	if (!sfw_span_at(image->elf.file, table->offset, table->size, &bytes)) {
		sfw_report(findings, SFW_RESOURCE_TABLE_INVALID, image->offset + table->header_offset,
			   "the resource table has 0x%x bytes at offset 0x%x, which leaves the file", table->size,
			   table->offset);
		return;
	}
	if (!image->is_encrypted)
		sfw_lint_table_header(bytes, image->offset + table->offset, findings);
	if (table->offset % 4 != 0)
		sfw_report(findings, SFW_RESOURCE_TABLE_INVALID, image->offset + table->header_offset,
			   "the resource table is at offset 0x%x of the file, which isn't a multiple of 4",
			   table->offset);
	if (!is_loaded(&image->elf, table->address, table->size))
		sfw_report(findings, SFW_RESOURCE_TABLE_NOT_LOADED, image->offset + table->header_offset,
			   "the resource table at address 0x%08x isn't inside a loaded segment", table->address);
	if (!image->is_encrypted)
		sfw_lint_table_entries(bytes, image->offset + table->offset, findings);
}

static void lint_image(const struct image *image, signfw_findings *findings)
{
	const struct elf32 *elf = &image->elf;

	for (size_t i = 0; i < elf->segment_count; i++)
		if (sfw_segment_is_loaded(&elf->segments[i]))
			lint_segment(image, i, findings);
	if (sfw_elf32_load_count(elf) == 0 && elf->segment_count > 0)
		sfw_report(findings, SFW_NO_LOAD_SEGMENT, image->offset + elf->segments_offset,
			   "none of the %zu segments is PT_LOAD: nothing would be loaded", elf->segment_count);
	lint_resource_table(image, findings);
	if (elf->debug_size > elf->file.size / 2)
		sfw_report(findings, SFW_DEBUG_INFO, SIGNFW_NO_OFFSET,
			   "%llu of %zu bytes are debug information; strip it before signing",
			   (unsigned long long)elf->debug_size, elf->file.size);
}

void sfw_lint_images(const struct image *images, size_t count, signfw_findings *findings)
{
	for (size_t i = 0; i < count; i++) {
		sfw_findings_set_source(findings, images[i].name);
		lint_image(&images[i], findings);
	}
	sfw_findings_set_source(findings, NULL);
}

void sfw_report_shadowed(const struct image *image, size_t index, const struct hash_table *table, size_t entry,
			 signfw_findings *findings)
{
	const struct hash_entry found = sfw_hash_table_entry(table, entry);
	const char *type = signfw_segment_type_name(found.segment.type);

	sfw_report(findings, SFW_SEGMENT_SHADOWED, header_at(image, index),
		   "%s: a device finds hash-table entry %zu (%s, p_filesz 0x%x) of the same p_paddr first; "
		   "remove or reorder program headers",
		   sfw_segment_label(index, &image->elf.segments[index]).text, entry, type == NULL ? "?" : type,
		   found.segment.filesz);
}

/* The entry that was made of a segment: the next one that is the same; *next is moved behind it. */
static struct hash_entry own_entry(const struct hash_table *table, const struct segment *segment, size_t *next)
{
	struct hash_entry entry = sfw_hash_table_entry(table, (*next)++);

	while (!sfw_segment_equal(&entry.segment, segment))
		entry = sfw_hash_table_entry(table, (*next)++);
	return entry;
}

void sfw_lint_lookups(const struct image *images, size_t count, const struct hash_table *table,
		      signfw_findings *findings)
{
	size_t next = 0, found;

	for (size_t i = 0; i < count; i++) {
		sfw_findings_set_source(findings, images[i].name);
		for (size_t j = 0; j < images[i].elf.segment_count; j++) {
			const struct segment *segment = &images[i].elf.segments[j];

			if (sfw_segment_is_loaded(segment) &&
			    sfw_hash_table_cover(table, segment, own_entry(table, segment, &next).digest, &found) !=
				    COVERED)
				sfw_report_shadowed(&images[i], j, table, found, findings);
		}
	}
	sfw_findings_set_source(findings, NULL);
}

void sfw_lint_ivs(const struct hash_table *table, signfw_findings *findings)
{
	for (size_t i = 0; i < table->count; i++)
		for (size_t j = 0; j < i && !sfw_hash_table_is_filler(table, i); j++) {
			const struct hash_entry one = sfw_hash_table_entry(table, j),
						two = sfw_hash_table_entry(table, i);

			if (memcmp(one.iv, two.iv, SIGNFW_ENC_IV_SIZE) != 0 || sfw_hash_table_is_filler(table, j))
				continue;
			sfw_report(
				findings, SFW_ENCRYPT_IV_REPEATED, two.offset,
				"hash-table entries %zu and %zu have the same initialisation vector: it shows whether "
				"the two segments begin with the same bytes",
				j, i);
			return;
		}
}

struct place {
	const struct image *image;
	size_t segment;
};

static bool overlap(const struct segment *one, const struct segment *two)
{
	return one->paddr < two->paddr + sfw_segment_memory_size(two) &&
	       two->paddr < one->paddr + sfw_segment_memory_size(one);
}

/* The first segment before `last` that is loaded to the same memory: one is enough to say so. */
static bool find_overlap(const struct image *images, struct place last, struct place *out)
{
	const struct segment *segment = &last.image->elf.segments[last.segment];

	for (const struct image *image = images; image <= last.image; image++) {
		const size_t end = image == last.image ? last.segment : image->elf.segment_count;

		for (size_t i = 0; i < end; i++)
			if (sfw_segment_is_loaded(&image->elf.segments[i]) &&
			    overlap(&image->elf.segments[i], segment)) {
				*out = (struct place){image, i};
				return true;
			}
	}
	return false;
}

static void lint_overlap(const struct image *images, struct place this, signfw_findings *findings)
{
	struct place other;

	if (!find_overlap(images, this, &other))
		return;
	const bool foreign = other.image != this.image && other.image->name != NULL;

	sfw_report(findings, SFW_SEGMENT_OVERLAP, header_at(this.image, this.segment), "%s overlaps %s%s%s",
		   sfw_segment_label(this.segment, &this.image->elf.segments[this.segment]).text,
		   sfw_segment_label(other.segment, &other.image->elf.segments[other.segment]).text,
		   foreign ? " of " : "", foreign ? other.image->name : "");
}

void sfw_lint_together(const struct image *images, size_t count, signfw_findings *findings)
{
	size_t tables = 0;

	for (size_t i = 0; i < count; i++) {
		const struct elf32 *elf = &images[i].elf;

		sfw_findings_set_source(findings, images[i].name);
		for (size_t j = 0; j < elf->segment_count; j++)
			if (sfw_segment_is_loaded(&elf->segments[j]))
				lint_overlap(images, (struct place){&images[i], j}, findings);
		if (elf->resource_table.found && elf->resource_table.size > 0 && ++tables == 2)
			sfw_report(findings, SFW_RESOURCE_TABLE_COUNT,
				   images[i].offset + elf->resource_table.header_offset,
				   "an image before this one has a resource table already; a device accepts one");
	}
	sfw_findings_set_source(findings, NULL);
}
