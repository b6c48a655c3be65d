/* SPDX-License-Identifier: BSD-2-Clause */
/* What a device's memory holds, as far as loaders wrote it: disjoint extents in the order of their addresses. */
#ifndef SFW_DEVICE_MEMORY_CONTENT_H
#define SFW_DEVICE_MEMORY_CONTENT_H

#include "base/bytes.h"

enum extent_kind {
	EXTENT_BYTES,
	EXTENT_ZEROS,
	EXTENT_UNKNOWN /* something was written, but nobody knows what */
};

struct shared_bytes;

struct extent {
	uint64_t address, size;
	enum extent_kind kind;
	const uint8_t *bytes;       /* of EXTENT_BYTES */
	struct shared_bytes *owner; /* of the bytes; NULL: somebody else */
};

/* { 0 } holds nothing. */
struct memory_content {
	struct extent *extents;
	size_t count, capacity;
};

/*
 * Each overwrites [address, address + size), and returns false for want of
 * memory, with the content as it was or with a hole.  The bytes are borrowed as
 * long as the content is used.
 */
MUST_CHECK bool sfw_content_write(struct memory_content *content, uint64_t address, struct span bytes);
MUST_CHECK bool sfw_content_zero(struct memory_content *content, uint64_t address, uint64_t size);
MUST_CHECK bool sfw_content_spoil(struct memory_content *content, uint64_t address, uint64_t size);

/* sfw_content_write() with a copy of the bytes, which is wiped when nothing is left of it. */
MUST_CHECK bool sfw_content_copy(struct memory_content *content, uint64_t address, struct span bytes);

/* All that was ever written becomes zero. */
void sfw_content_clear(struct memory_content *content);

/* Reads memory; false, and *out untouched, unless all of it was written and is known. */
MUST_CHECK bool sfw_content_read(const struct memory_content *content, uint64_t address, size_t size, uint8_t *out);

void sfw_content_cleanup(struct memory_content *content);

#endif
