/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bytes as a device reads them.  Nothing is checked but what the device's code
 * checks itself; a read of bytes that aren't there would crash the device, so
 * here it is remembered, and gives 0.
 *
 * The bytes may be in several pieces, as those of a container that was built.
 */
#ifndef SFW_DEVICE_VIEW_H
#define SFW_DEVICE_VIEW_H

#include "base/bytes.h"

/* A buffer in pieces; { list, count } before its first use, for sfw_pieces_release() after the last. */
struct pieces {
	const struct span *list;
	size_t count;
	uint64_t size;         /* of all, set by sfw_view_of() */
	struct joined *joined; /* owned: copies of bytes that aren't in one piece */
	bool no_memory;        /* for such a copy: what was read isn't right */
};

struct view {
	struct span bytes;     /* all of them, or, of a buffer in pieces, the piece that was read last */
	uint64_t begin;        /* of that piece in the buffer */
	size_t piece;          /* its index */
	struct pieces *pieces; /* NULL: there is one only */
	uint64_t zeros;        /* so many bytes behind them can be read, and are 0 */
	bool crashed;
	uint64_t crash_offset; /* of the first read outside */
};

/* A view of pieces, which have to stay as long as the view. */
struct view sfw_view_of(struct pieces *pieces);

uint64_t sfw_view_size(const struct view *view);

uint8_t sfw_view_u8(struct view *view, uint64_t offset);
uint16_t sfw_view_u16(struct view *view, uint64_t offset);
uint32_t sfw_view_u32(struct view *view, uint64_t offset);

/* Returns true if the `size` bytes at `offset` can be read. */
bool sfw_view_has(const struct view *view, uint64_t offset, uint64_t size);

/* The `size` bytes at `offset`; empty if they, zeros excluded, aren't there. */
struct span sfw_view_bytes(struct view *view, uint64_t offset, uint64_t size);

/* sfw_view_bytes() for what isn't needed any more when it is called the next time. */
struct span sfw_view_passing(struct view *view, uint64_t offset, uint64_t size);

void sfw_pieces_release(struct pieces *pieces);

#endif
