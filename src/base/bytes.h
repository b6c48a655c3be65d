/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bytes: a view (span), a view that is consumed (reader), and a growing
 * buffer (builder).  sfw_reader_bytes() and sfw_span_at() are the only
 * functions that compare a length from a file with what is there.
 */
#ifndef SFW_BASE_BYTES_H
#define SFW_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_CHECK __attribute__((warn_unused_result))

/* Bytes that somebody else owns. */
struct span {
	const uint8_t *data;
	size_t size;
};

/* The `size` bytes at `offset` of `whole`; false, and *out untouched, if they are not all inside. */
MUST_CHECK bool sfw_span_at(struct span whole, uint64_t offset, uint64_t size, struct span *out);

/*
 * A file that needn't be in one piece: its bytes up to a place, and from
 * another one on.  Of a file that is, the tail is empty.
 */
struct ends {
	struct span head, tail;
	uint64_t size; /* of the whole file */
};

struct ends sfw_ends_of(struct span file);

/* sfw_span_at() for bytes that are all in one of the ends. */
MUST_CHECK bool sfw_ends_at(const struct ends *file, uint64_t offset, uint64_t size, struct span *out);

bool sfw_spans_equal(struct span one, struct span other);

/* Whether the first bytes are these. */
bool sfw_span_begins(struct span span, const void *head, size_t size);

/* Whether every byte is zero. */
bool sfw_span_is_zero(struct span span);

/* `offset` counts from where reading began; every read advances both. */
struct reader {
	struct span left;
	uint64_t offset;
};

/* Each reads exactly so many bytes; false, and nothing changed, if they are not there. */
MUST_CHECK bool sfw_reader_bytes(struct reader *reader, uint64_t size, struct span *out);
MUST_CHECK bool sfw_reader_u32le(struct reader *reader, uint32_t *out);

/* The little-endian number in the first two, four or eight of the bytes. */
uint16_t sfw_u16le(const uint8_t *bytes);
uint32_t sfw_u32le(const uint8_t *bytes);
uint64_t sfw_u64le(const uint8_t *bytes);

/* Writes a little-endian number there. */
void sfw_put_u32le(uint8_t *out, uint32_t value);

/*
 * A growing buffer that remembers its first failure, so that a writer checks
 * once, at the end.  { 0 } is an empty one.
 */
struct builder {
	uint8_t *data;
	size_t size;
	size_t capacity;
	bool failed;
};

void sfw_builder_bytes(struct builder *builder, const void *data, size_t size);
void sfw_builder_zeros(struct builder *builder, size_t size);
void sfw_builder_u32le(struct builder *builder, uint32_t value);

/* What was built so far; false if anything failed for want of memory.  Valid until the next write. */
MUST_CHECK bool sfw_builder_view(const struct builder *builder, struct span *out);

/* Frees what the builder holds; it is empty again. */
void sfw_builder_cleanup(struct builder *builder);

/* `size` rounded up to a multiple of 8. */
uint64_t sfw_round_up_8(uint64_t size);

/* Fills memory that held a secret with zeros, even if nobody reads it again. */
void sfw_wipe(void *memory, size_t size);

/* `count` zeroed elements of `size` bytes each; NULL if there is no memory for them.  Free with free(). */
void *sfw_array_new(size_t count, size_t size);

/* The same without zeros, for elements that are set before they are read: room costs nothing until it is used. */
void *sfw_array_room(size_t count, size_t size);

/*
 * Makes room for one element behind `count` others of `size` bytes.  Returns the
 * array, which may have moved, or NULL for want of memory: then it is as before.
 */
MUST_CHECK void *sfw_array_grow(void *array, size_t count, size_t *capacity, size_t size);

#endif
