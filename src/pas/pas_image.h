/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A PAS container that was read: one file, or a split one with its parts.
 * Reading finds what is wrong with its form; pas_verify checks its claims.
 */
#ifndef SFW_PAS_PAS_IMAGE_H
#define SFW_PAS_PAS_IMAGE_H

#include "pas/hash_segment.h"
#include "pas/pas_chain.h"
#include "pas/pas_elf.h"
#include "signfw/pas.h"

struct signfw_pas {
	struct pas_elf elf;
	char *name;                /* of the file, or NULL; owned, as the next three */
	struct span *parts;        /* of a split file, by segment; one that isn't there has no data */
	enum signfw_check *checks; /* of each segment's digest */
	struct pas_chain chains[PAS_SIGNER_COUNT];
	signfw_findings *findings; /* owned, unless borrows_findings */
	bool borrows_findings;
	bool is_split;     /* segments are outside of the file */
	bool has_parts;    /* some were given */
	bool is_in_parts;  /* the hash segment is in a file of its own */
	bool is_usable;    /* there is a hash segment that could be read, in `hash` */
	size_t hash_index; /* of its program header */
	struct hash_segment hash;
	struct signfw_pas_header header;
	const signfw_digests *digests; /* what is known of the file; or NULL */
	size_t inspected_findings;     /* so many are about the form */
	struct signfw_pas_result result;
	struct signfw_unprotected *unprotected; /* owned */
	size_t unprotected_count;
};

/*
 * Fills in elf, parts and hash segment of a container that has nothing but a
 * name and an empty list of findings.  SIGNFW_OK, whatever was found, or
 * SIGNFW_E_ARGUMENT or _E_MEMORY.
 */
enum signfw_status sfw_pas_read(struct signfw_pas *pas, struct span file, const struct signfw_pas_part *parts,
				size_t count, struct signfw_error *err);

/* The bytes of a segment, all of them; false if they aren't there. */
MUST_CHECK bool sfw_pas_content(const struct signfw_pas *pas, size_t index, struct span *out);

/* "fw.b03": the file with a segment of a split image; of an image without a name, "segment 3". */
struct part_name {
	char text[256];
};
struct part_name sfw_pas_part_name(const struct signfw_pas *pas, size_t index);

#endif
