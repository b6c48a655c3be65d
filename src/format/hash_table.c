/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/hash_table.h"

#include <string.h>

#include "format/container_format.h"
#include "signfw/container.h"

_Static_assert(SFW_ENTRY_DIGEST == SFW_PROGRAM_HEADER_SIZE, "hash-table entry");
_Static_assert(SFW_ENTRY_DIGEST + SIGNFW_SHA256_SIZE == SIGNFW_HASH_ENTRY_SIZE, "hash-table entry");
_Static_assert(SFW_ENTRY_IV + SIGNFW_ENC_IV_SIZE == SIGNFW_ENC_ENTRY_SIZE, "entry of an encrypted segment");

void sfw_hash_table_open(struct hash_table *out, struct span value, uint64_t offset, bool encrypted,
			 signfw_findings *findings)
{
	const size_t entry_size = encrypted ? SIGNFW_ENC_ENTRY_SIZE : SIGNFW_HASH_ENTRY_SIZE;
	const size_t count = value.size / entry_size;

	*out = (struct hash_table){0};
	if (value.size % entry_size != 0)
		sfw_report(findings, SFW_HASHTABLE_INVALID, offset, "%s has %zu bytes, not a multiple of %zu",
			   encrypted ? "ENCTABLE" : "HASHTABLE", value.size, entry_size);
	else if (count > SFW_SEGMENTS_MAX)
		sfw_report(findings, SFW_HASHTABLE_TOO_LONG, offset, "%zu hash-table entries, at most %d are handled",
			   count, SFW_SEGMENTS_MAX);
	else
		*out = (struct hash_table){value, offset, count, entry_size, false};
}

struct hash_entry sfw_hash_table_entry(const struct hash_table *table, size_t index)
{
	const uint8_t *at = table->bytes.data + index * table->entry_size;

	return (struct hash_entry){
		.segment = sfw_segment_read(at),
		.digest = at + SFW_ENTRY_DIGEST,
		.iv = table->entry_size == SIGNFW_ENC_ENTRY_SIZE ? at + SFW_ENTRY_IV : NULL,
		.offset = table->offset + index * table->entry_size,
	};
}

static bool accepts(const struct hash_table *table, const struct hash_entry *entry, const struct segment *segment)
{
	return sfw_segment_is_loaded(&entry->segment) && entry->segment.filesz == segment->filesz &&
	       entry->segment.memsz == segment->memsz &&
	       (!table->looks_at_offset || entry->segment.offset == segment->offset);
}

/* The first entry of this p_paddr, from `first` on; the table's count if there is none. */
static size_t find_address(const struct hash_table *table, uint32_t paddr, size_t first)
{
	while (first < table->count && sfw_u32le(table->bytes.data + first * table->entry_size + SFW_P_PADDR) != paddr)
		first++;
	return first;
}

enum lookup sfw_hash_table_look_up(const struct hash_table *table, const struct segment *segment, size_t *entry)
{
	const size_t found = find_address(table, segment->paddr, 0);

	if (found == table->count)
		return LOOKUP_MISSING;
	const struct hash_entry first = sfw_hash_table_entry(table, found);

	*entry = found;
	return accepts(table, &first, segment) ? LOOKUP_ACCEPTED : LOOKUP_REFUSED;
}

bool sfw_hash_table_find_same(const struct hash_table *table, const struct segment *segment, size_t first,
			      size_t *entry)
{
	for (size_t i = 0; i < table->count; i++) {
		const size_t index = (first + i) % table->count;
		const struct hash_entry candidate = sfw_hash_table_entry(table, index);

		if (sfw_segment_equal(&candidate.segment, segment)) {
			*entry = index;
			return true;
		}
	}
	return false;
}

enum coverage sfw_hash_table_cover(const struct hash_table *table, const struct segment *segment,
				   const uint8_t digest[SIGNFW_SHA256_SIZE], size_t *entry)
{
	enum coverage coverage = NOT_COVERED;
	const size_t first = find_address(table, segment->paddr, 0);

	*entry = first;
	for (size_t i = first; i < table->count; i = find_address(table, segment->paddr, i + 1)) {
		const struct hash_entry candidate = sfw_hash_table_entry(table, i);

		if (!accepts(table, &candidate, segment))
			continue;
		if (memcmp(candidate.digest, digest, SIGNFW_SHA256_SIZE) == 0)
			return i == first ? COVERED : COVERED_LATER;
		coverage = COVERED_CHANGED;
	}
	return coverage;
}

bool sfw_hash_table_find(const struct hash_table *table, const struct segment *segment, struct hash_entry *out)
{
	for (size_t i = find_address(table, segment->paddr, 0); i < table->count;
	     i = find_address(table, segment->paddr, i + 1)) {
		const struct hash_entry entry = sfw_hash_table_entry(table, i);

		if (accepts(table, &entry, segment)) {
			*out = entry;
			return true;
		}
	}
	return false;
}

bool sfw_hash_table_is_filler(const struct hash_table *table, size_t index)
{
	const struct span entry = {table->bytes.data + index * table->entry_size, table->entry_size};

	return table->entry_size == SIGNFW_ENC_ENTRY_SIZE && sfw_span_is_zero(entry);
}

bool sfw_hash_table_loads_only(const struct hash_table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct hash_entry entry = sfw_hash_table_entry(table, i);

		if (!sfw_segment_is_loaded(&entry.segment) && !sfw_hash_table_is_filler(table, i))
			return false;
	}
	return true;
}

void sfw_hash_table_append(struct builder *table, const struct segment *segment,
			   const uint8_t digest[SIGNFW_SHA256_SIZE], const uint8_t *iv)
{
	sfw_segment_write(table, segment);
	sfw_builder_bytes(table, digest, SIGNFW_SHA256_SIZE);
	if (iv != NULL)
		sfw_builder_bytes(table, iv, SIGNFW_ENC_IV_SIZE);
}

void sfw_hash_table_append_fillers(struct builder *table, size_t count)
{
	sfw_builder_zeros(table, count * SIGNFW_ENC_ENTRY_SIZE);
}
