/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The segment hash table: the program headers of all images one behind the
 * other, or only those of PT_LOAD segments, each with the SHA-256 of its
 * segment.  signfw-container(5), "Hash table".  If images are encrypted, the
 * digest is that of the encrypted bytes, their IV follows, and the headers of
 * other segments of an image are zeros behind these.
 */
#ifndef SFW_FORMAT_HASH_TABLE_H
#define SFW_FORMAT_HASH_TABLE_H

#include "base/findings.h"
#include "format/program_header.h"

/* The table of a container. */
struct hash_table {
	struct span bytes;
	uint64_t offset; /* of its first entry, in the file */
	size_t count;
	size_t entry_size;
	bool looks_at_offset; /* devices compare p_offset, too */
};

struct hash_entry {
	struct segment segment;
	const uint8_t *digest; /* SIGNFW_SHA256_SIZE bytes of the table */
	const uint8_t *iv;     /* SIGNFW_ENC_IV_SIZE bytes of the table; or NULL */
	uint64_t offset;       /* in the file */
};

/* Reads a table; one of a wrong size becomes a finding and an empty table. */
void sfw_hash_table_open(struct hash_table *out, struct span value, uint64_t offset, bool encrypted,
			 signfw_findings *findings);

/* Entry `index`, below the table's count. */
struct hash_entry sfw_hash_table_entry(const struct hash_table *table, size_t index);

/* Results of a device's lookup of a PT_LOAD segment. */
enum lookup {
	LOOKUP_MISSING, /* no entry has its p_paddr */
	LOOKUP_REFUSED, /* the first one that has is of another type or size, or, of some devices, p_offset */
	LOOKUP_ACCEPTED /* the segment's bytes are compared with its digest */
};

/* Looks a segment up as a device does: OP-TEE's remoteproc_core.c.  @entry: set unless it is missing */
enum lookup sfw_hash_table_look_up(const struct hash_table *table, const struct segment *segment, size_t *entry);

/* The first entry from `first` on, and then from the beginning, of the very same program header; false if none is. */
MUST_CHECK bool sfw_hash_table_find_same(const struct hash_table *table, const struct segment *segment, size_t first,
					 size_t *entry);

enum coverage {
	COVERED,         /* a device finds the right entry */
	COVERED_LATER,   /* there is a right entry, but a device finds another one first */
	COVERED_CHANGED, /* an entry fits the program header, but has another digest */
	NOT_COVERED
};

/*
 * Compares a PT_LOAD segment whose bytes have this digest with the table.
 *
 * A device takes the first entry of the same p_paddr, whatever its type, and
 * then insists on PT_LOAD and equal sizes: OP-TEE's remoteproc_core.c.
 *
 * @entry: the entry that a device finds, or the table's count if there is none
 */
enum coverage sfw_hash_table_cover(const struct hash_table *table, const struct segment *segment,
				   const uint8_t digest[SIGNFW_SHA256_SIZE], size_t *entry);

/* The first entry that fits a PT_LOAD program header, whatever its digest; false if there is none. */
MUST_CHECK bool sfw_hash_table_find(const struct hash_table *table, const struct segment *segment,
				    struct hash_entry *out);

/* Whether entry `index` is one of those that append_fillers() writes, in the place of a segment that isn't PT_LOAD. */
bool sfw_hash_table_is_filler(const struct hash_table *table, size_t index);

/*
 * Whether the table has nothing but PT_LOAD segments, and fillers.  Then it was made of
 * those of the images; else of all their program headers.
 */
bool sfw_hash_table_loads_only(const struct hash_table *table);

/* Writes an entry.  @iv: SIGNFW_ENC_IV_SIZE bytes, of one of the encrypted kind; else NULL */
void sfw_hash_table_append(struct builder *table, const struct segment *segment,
			   const uint8_t digest[SIGNFW_SHA256_SIZE], const uint8_t *iv);

/* Writes entries of the encrypted kind that have nothing but zeros. */
void sfw_hash_table_append_fillers(struct builder *table, size_t count);

#endif
