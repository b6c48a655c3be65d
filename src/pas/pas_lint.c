/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_lint.h"

#include <stdlib.h>

#include "base/cleanup.h"

#define PAGE_SIZE  UINT64_C(0x1000)
#define ADDRESS_32 UINT64_C(0x100000000)

/* Real images span up to 400 MiB. */
#define SPAN_MAX UINT64_C(0x80000000)

static uint64_t header_at(const struct signfw_pas *pas, size_t index)
{
	return sfw_pas_segment_header_offset(&pas->elf, index);
}

/* ---- program headers ----------------------------------------------------------- */

/* Program header 0 stands for the headers themselves. */
static void judge_header_segment(const struct signfw_pas *pas)
{
	const struct pas_segment *first = &pas->elf.segments[0];
	const uint64_t end = header_at(pas, pas->elf.count);

	if (first->type == SFW_PAS_PT_LOAD)
		sfw_report(pas->findings, SFW_PHDR0_LOAD, header_at(pas, 0),
			   "program header 0 is PT_LOAD, which Linux refuses; it stands for the headers");
	if (first->filesz != end)
		sfw_report(
			pas->findings, SFW_PHDR0_SIZE, header_at(pas, 0),
			"program header 0 has p_filesz 0x%llx, the headers have 0x%llx bytes; Linux copies that many "
			"bytes unchecked",
			(unsigned long long)first->filesz, (unsigned long long)end);
}

static void judge_hash_segments(const struct signfw_pas *pas)
{
	for (size_t i = 0; i < pas->elf.count; i++) {
		if (i == pas->hash_index || sfw_pas_type(pas->elf.segments[i].flags) != PAS_TYPE_HASH)
			continue;
		sfw_report(pas->findings, SFW_SEVERAL_HASH_SEGMENTS, header_at(pas, i),
			   "program headers %zu and %zu both have the type of a hash segment; %s", pas->hash_index, i,
			   i == 0 ? "Linux takes the former, OP-TEE the latter" : "the former is used");
		return;
	}
}

static void judge_segment(const struct signfw_pas *pas, size_t index)
{
	const struct pas_segment *segment = &pas->elf.segments[index];
	const uint64_t space = pas->elf.is_64 ? UINT64_MAX : ADDRESS_32;

	if (!sfw_pas_is_loaded(segment))
		return;
	if (segment->filesz > segment->memsz)
		sfw_report(pas->findings, SFW_FILESZ_MEMSZ, header_at(pas, index),
			   "segment %zu has p_filesz 0x%llx, but p_memsz 0x%llx; Linux and OP-TEE refuse it", index,
			   (unsigned long long)segment->filesz, (unsigned long long)segment->memsz);
	if (sfw_pas_end(segment->paddr, segment->memsz) > space)
		sfw_report(pas->findings, SFW_SEGMENT_OUTSIDE_MEMORY, header_at(pas, index),
			   "segment %zu, 0x%llx bytes at 0x%llx, leaves the address space", index,
			   (unsigned long long)segment->memsz, (unsigned long long)segment->paddr);
	if (!sfw_pas_is_hashed_by_optee(segment))
		sfw_report(pas->findings, SFW_LOAD_UNHASHED_BY_OPTEE, header_at(pas, index),
			   "segment %zu is %s: Linux loads it, but OP-TEE doesn't compare its digest, so nobody "
			   "notices changed bytes",
			   index, (segment->flags & SFW_PAS_PAGED) != 0 ? "paged" : "shared or not used");
}

/* The memory that the loaded segments span, by pages; false if there are none. */
static bool loaded_range(const struct signfw_pas *pas, uint64_t *start, uint64_t *end)
{
	bool found = false;

	*start = UINT64_MAX;
	*end = 0;
	for (size_t i = 0; i < pas->elf.count; i++) {
		const struct pas_segment *segment = &pas->elf.segments[i];
		const uint64_t segment_end = sfw_pas_end(segment->paddr, segment->memsz);

		if (!sfw_pas_is_loaded(segment))
			continue;
		found = true;
		*start = segment->paddr < *start ? segment->paddr : *start;
		*end = segment_end > *end ? segment_end : *end;
	}
	*start -= *start % PAGE_SIZE;
	*end = sfw_pas_end(*end, (PAGE_SIZE - *end % PAGE_SIZE) % PAGE_SIZE);
	return found;
}

static void judge_range(const struct signfw_pas *pas)
{
	uint64_t start, end;

	if (!loaded_range(pas, &start, &end)) {
		sfw_report(pas->findings, SFW_NO_LOAD_SEGMENT, pas->elf.headers_offset,
			   "no segment is PT_LOAD: nothing would be loaded");
		return;
	}
	if (end - start > SPAN_MAX)
		sfw_report(pas->findings, SFW_IMAGE_TOO_LARGE, pas->elf.headers_offset,
			   "what is loaded spans 0x%llx bytes, more than any carveout has",
			   (unsigned long long)(end - start));
	if (pas->elf.entry < start || pas->elf.entry > end)
		sfw_report(pas->findings, SFW_ENTRY_OUTSIDE, sfw_pas_elf_entry_offset(),
			   "the entry point 0x%llx is outside of what is loaded, 0x%llx to 0x%llx; OP-TEE refuses it",
			   (unsigned long long)pas->elf.entry, (unsigned long long)start, (unsigned long long)end);
}

/* ---- overlaps ------------------------------------------------------------------- */

struct range {
	uint64_t start, end;
	size_t segment;
};

static int compare_ranges(const void *a, const void *b)
{
	const struct range *one = a, *other = b;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	return one->segment < other->segment ? -1 : one->segment > other->segment;
}

static void free_ranges(struct range **ranges)
{
	free(*ranges);
}

/* Counts the ranges that begin inside an earlier one, and notes the first such pair. */
static size_t count_overlaps(struct range *ranges, size_t count, const struct range **first,
			     const struct range **second)
{
	size_t overlaps = 0, widest = 0;

	qsort(ranges, count, sizeof(*ranges), compare_ranges);
	for (size_t i = 1; i < count; i++) {
		if (ranges[i].start < ranges[widest].end && overlaps++ == 0) {
			*first = &ranges[widest];
			*second = &ranges[i];
		}
		if (ranges[i].end > ranges[widest].end)
			widest = i;
	}
	return overlaps;
}

static void judge_overlaps(const struct signfw_pas *pas, enum sfw_rule rule, const char *where, struct range *ranges,
			   size_t count)
{
	const struct range *one = NULL, *other = NULL;
	const size_t overlaps = count_overlaps(ranges, count, &one, &other);

	if (overlaps > 0)
		sfw_report(pas->findings, rule, header_at(pas, other->segment),
			   "segments %zu and %zu share %s at 0x%llx%s", one->segment, other->segment, where,
			   (unsigned long long)other->start, overlaps > 1 ? ", and others do likewise" : "");
}

/* Real files do both: modems in the file, wifi in memory. */
static void find_overlaps(const struct signfw_pas *pas)
{
	CLEANUP(free_ranges) struct range *ranges = sfw_array_new(pas->elf.count, sizeof(*ranges));
	size_t count = 0;

	if (ranges == NULL)
		return; /* a note less */
	for (size_t i = 0; i < pas->elf.count; i++) {
		const struct pas_segment *segment = &pas->elf.segments[i];

		if (segment->filesz > 0)
			ranges[count++] =
				(struct range){segment->offset, sfw_pas_end(segment->offset, segment->filesz), i};
	}
	judge_overlaps(pas, SFW_FILE_OVERLAP, "bytes of the file", ranges, count);
	count = 0;
	for (size_t i = 0; i < pas->elf.count; i++) {
		const struct pas_segment *segment = &pas->elf.segments[i];

		if (sfw_pas_is_loaded(segment))
			ranges[count++] =
				(struct range){segment->paddr, sfw_pas_end(segment->paddr, segment->memsz), i};
	}
	judge_overlaps(pas, SFW_MEMORY_OVERLAP, "memory", ranges, count);
}

/* ---- what is there --------------------------------------------------------------- */

static void judge_content(const struct signfw_pas *pas, size_t index)
{
	const struct pas_segment *segment = &pas->elf.segments[index];
	const struct span part = pas->parts[index];
	const unsigned long long size = segment->filesz;
	struct span content;

	/* how many bytes program header 0 has is a matter of its own */
	if (index == 0 || sfw_pas_content(pas, index, &content))
		return;
	if (part.data != NULL)
		sfw_report(pas->findings, SFW_SEGMENT_OUTSIDE, header_at(pas, index),
			   "%s has %zu bytes, segment %zu needs %llu", sfw_pas_part_name(pas, index).text, part.size,
			   index, size);
	else if (pas->has_parts)
		sfw_report(pas->findings, SFW_SEGMENT_OUTSIDE, header_at(pas, index),
			   "%s is missing, with the %llu bytes of segment %zu", sfw_pas_part_name(pas, index).text,
			   size, index);
	else
		sfw_report(pas->findings, SFW_SEGMENT_OUTSIDE, header_at(pas, index),
			   "segment %zu, %llu bytes at 0x%llx, leaves the file of %zu bytes", index, size,
			   (unsigned long long)segment->offset, pas->elf.file.size);
}

/* The files of a split image that Linux doesn't read, if they say something else than the .mdt. */
static void compare_part(const struct signfw_pas *pas, size_t index, struct span expected)
{
	const struct span part = pas->parts[index];

	if (part.data != NULL && !sfw_spans_equal(part, expected))
		sfw_report(pas->findings, SFW_SPLIT_HASH_DIFFERS, header_at(pas, index),
			   "%s isn't what the .mdt has in its place; Linux uses the .mdt",
			   sfw_pas_part_name(pas, index).text);
}

static void judge_split(const struct signfw_pas *pas)
{
	const uint64_t size = sfw_pas_end(pas->elf.segments[0].filesz, pas->elf.segments[pas->hash_index].filesz);
	struct span headers;

	if (!pas->has_parts)
		return;
	if (size != pas->elf.file.size)
		sfw_report(pas->findings, SFW_MDT_SIZE, pas->elf.file.size,
			   "the .mdt has %zu bytes, headers and hash segment %llu", pas->elf.file.size,
			   (unsigned long long)size);
	if (sfw_span_at(pas->elf.file, 0, header_at(pas, pas->elf.count), &headers))
		compare_part(pas, 0, headers);
	compare_part(pas, pas->hash_index, pas->hash.bytes);
}

/* Bytes behind everything that the headers speak of. */
static void judge_end(const struct signfw_pas *pas)
{
	uint64_t end = header_at(pas, pas->elf.count);

	if (pas->is_split)
		return;
	for (size_t i = 0; i < pas->elf.count; i++) {
		const struct pas_segment *segment = &pas->elf.segments[i];
		const uint64_t segment_end = sfw_pas_end(segment->offset, segment->filesz);

		if (segment->filesz > 0 && segment_end > end)
			end = segment_end;
	}
	if (end < pas->elf.file.size)
		sfw_report(pas->findings, SFW_TRAILING, end, "%llu bytes behind the last segment belong to nothing",
			   (unsigned long long)(pas->elf.file.size - end));
}

void sfw_pas_lint(struct signfw_pas *pas)
{
	judge_header_segment(pas);
	judge_hash_segments(pas);
	for (size_t i = 0; i < pas->elf.count; i++) {
		judge_segment(pas, i);
		judge_content(pas, i);
	}
	judge_range(pas);
	find_overlaps(pas);
	judge_split(pas);
	judge_end(pas);
}
