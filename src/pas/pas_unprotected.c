/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_unprotected.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "pas/pas_signature.h"

/* Beside one for each segment: headers, hash segment, the end of the file; padding and metadata of two signers, tail. */
#define MORE_RANGES 12

struct ranges {
	struct signfw_unprotected *items; /* owned; `what` is NULL for bytes that are covered */
	size_t count;
};

static void ranges_cleanup(struct ranges *ranges)
{
	free(ranges->items);
}

static void add(struct ranges *ranges, uint64_t offset, uint64_t size, const char *what)
{
	if (size > 0)
		ranges->items[ranges->count++] = (struct signfw_unprotected){offset, size, what};
}

static int compare(const void *a, const void *b)
{
	const struct signfw_unprotected *one = a, *other = b;

	return one->offset < other->offset ? -1 : one->offset > other->offset;
}

/* Adds the bytes of the hash segment that nothing covers. */
static void add_hash_segment(struct ranges *ranges, const struct signfw_pas *pas)
{
	const struct hash_segment *hash = &pas->hash;

	for (enum pas_signer signer = 0; signer < PAS_SIGNER_COUNT; signer++) {
		const enum pas_region signature = sfw_pas_signature_region(signer);
		const enum pas_region metadata = sfw_pas_metadata_region(signer);
		const enum pas_region certificates = sfw_pas_certificates_region(signer);
		const struct span slot = hash->regions[signature];
		const size_t size = sfw_pas_signature_der(slot).size;
		const uint64_t certificates_end =
			sfw_hash_segment_region_offset(hash, certificates) + hash->regions[certificates].size;

		if (slot.size == 0)
			add(ranges, sfw_hash_segment_region_offset(hash, metadata), hash->regions[metadata].size,
			    "metadata of a signer that hasn't signed");
		add(ranges, sfw_hash_segment_region_offset(hash, signature) + size, slot.size - size,
		    "padding behind a signature");
		add(ranges, certificates_end - pas->chains[signer].padding.size, pas->chains[signer].padding.size,
		    "padding behind certificates");
	}
	add(ranges, hash->offset + hash->bytes.size - hash->tail.size, hash->tail.size,
	    "bytes behind the regions of the hash segment");
}

/* Adds what digests cover, and the hash segment as a whole; sorts them. */
static void add_covered(struct ranges *ranges, const struct signfw_pas *pas)
{
	struct span content;

	add(ranges, 0, sfw_pas_segment_header_offset(&pas->elf, pas->elf.count), NULL);
	if (!pas->is_in_parts)
		add(ranges, pas->hash.offset, pas->hash.bytes.size, NULL);
	for (size_t i = 1; i < pas->elf.count; i++) {
		const struct pas_segment *segment = &pas->elf.segments[i];

		if (i != pas->hash_index && sfw_span_at(pas->elf.file, segment->offset, segment->filesz, &content))
			add(ranges, segment->offset, segment->filesz, NULL);
	}
	qsort(ranges->items, ranges->count, sizeof(*ranges->items), compare);
}

static void add_gaps(struct ranges *found, const struct ranges *covered, uint64_t size)
{
	uint64_t end = 0;

	for (size_t i = 0; i < covered->count; i++) {
		const struct signfw_unprotected *range = &covered->items[i];

		if (range->offset > end)
			add(found, end, range->offset - end, "a gap between segments");
		if (range->offset + range->size > end)
			end = range->offset + range->size;
	}
	if (size > end)
		add(found, end, size - end, "bytes behind the last segment");
}

enum signfw_status sfw_pas_find_unprotected(struct signfw_pas *pas)
{
	const size_t capacity = pas->elf.count + MORE_RANGES;
	CLEANUP(ranges_cleanup) struct ranges covered = {sfw_array_new(capacity, sizeof(*covered.items)), 0};
	CLEANUP(ranges_cleanup) struct ranges found = {sfw_array_new(capacity, sizeof(*found.items)), 0};

	if (covered.items == NULL || found.items == NULL)
		return SIGNFW_E_MEMORY;
	add_covered(&covered, pas);
	add_gaps(&found, &covered, pas->elf.file.size);
	if (!pas->is_in_parts)
		add_hash_segment(&found, pas);
	qsort(found.items, found.count, sizeof(*found.items), compare);
	pas->unprotected = found.items;
	pas->unprotected_count = found.count;
	found.items = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_pas_unprotected(const signfw_pas *pas, size_t index, struct signfw_unprotected *out)
{
	if (pas == NULL || out == NULL || index >= pas->unprotected_count)
		return SIGNFW_E_ARGUMENT;
	*out = pas->unprotected[index];
	return SIGNFW_OK;
}
