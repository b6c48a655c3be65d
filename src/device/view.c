/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/view.h"

#include <stdlib.h>
#include <string.h>

struct joined {
	struct joined *next;
	bool is_passing;
	uint8_t bytes[];
};

static void crash(struct view *view, uint64_t offset)
{
	if (view->crashed)
		return;
	view->crashed = true;
	view->crash_offset = offset;
}

struct view sfw_view_of(struct pieces *pieces)
{
	struct view view = {.pieces = pieces};

	pieces->size = 0;
	for (size_t i = 0; i < pieces->count; i++)
		pieces->size += pieces->list[i].size;
	if (pieces->count > 0)
		view.bytes = pieces->list[0];
	return view;
}

uint64_t sfw_view_size(const struct view *view)
{
	return view->pieces == NULL ? view->bytes.size : view->pieces->size;
}

bool sfw_view_has(const struct view *view, uint64_t offset, uint64_t size)
{
	const uint64_t readable = sfw_view_size(view) + view->zeros;

	return size <= readable && offset <= readable - size;
}

/* Goes to the piece with this byte, which is there; neighbours are read one after the other. */
static void go_to(struct view *view, uint64_t offset)
{
	while (offset < view->begin) {
		view->bytes = view->pieces->list[--view->piece];
		view->begin -= view->bytes.size;
	}
	while (offset - view->begin >= view->bytes.size) {
		view->begin += view->bytes.size;
		view->bytes = view->pieces->list[++view->piece];
	}
}

/* Frees the copies, or only the passing one. */
static void forget(struct pieces *pieces, bool all)
{
	struct joined **at = &pieces->joined;

	while (*at != NULL) {
		struct joined *joined = *at;

		if (all || joined->is_passing) {
			*at = joined->next;
			free(joined);
		} else {
			at = &joined->next;
		}
	}
}

void sfw_pieces_release(struct pieces *pieces)
{
	forget(pieces, true);
}

/* Copies bytes that are there, but not in one piece. */
static struct span join(struct view *view, uint64_t offset, size_t size, bool is_passing)
{
	struct pieces *pieces = view->pieces;

	if (is_passing)
		forget(pieces, false);
	struct joined *joined = malloc(sizeof(*joined) + size);

	if (joined == NULL) {
		pieces->no_memory = true;
		return (struct span){0};
	}
	joined->next = pieces->joined;
	joined->is_passing = is_passing;
	pieces->joined = joined;
	for (size_t done = 0; done < size;) {
		go_to(view, offset + done);
		const size_t from = (size_t)(offset + done - view->begin);
		const size_t left = view->bytes.size - from;
		const size_t count = size - done < left ? size - done : left;

		memcpy(joined->bytes + done, view->bytes.data + from, count);
		done += count;
	}
	return (struct span){joined->bytes, size};
}

static struct span read_bytes(struct view *view, uint64_t offset, uint64_t size, bool is_passing)
{
	struct span bytes = {view->bytes.data, 0};
	const uint64_t all = sfw_view_size(view);

	if (size > all || offset > all - size) {
		crash(view, offset);
		return (struct span){0};
	}
	if (size == 0)
		return bytes;
	go_to(view, offset);
	return sfw_span_at(view->bytes, offset - view->begin, size, &bytes)
		       ? bytes
		       : join(view, offset, (size_t)size, is_passing);
}

struct span sfw_view_bytes(struct view *view, uint64_t offset, uint64_t size)
{
	return read_bytes(view, offset, size, false);
}

struct span sfw_view_passing(struct view *view, uint64_t offset, uint64_t size)
{
	return read_bytes(view, offset, size, true);
}

/* A little-endian number of so many bytes. */
static uint32_t number(struct view *view, uint64_t offset, size_t size)
{
	const uint64_t all = sfw_view_size(view);
	struct span bytes;
	uint32_t value = 0;

	if (sfw_span_at(view->bytes, offset - view->begin, size, &bytes)) {
		for (size_t i = 0; i < size; i++)
			value |= (uint32_t)bytes.data[i] << 8 * i;
		return value;
	}
	if (!sfw_view_has(view, offset, size)) {
		crash(view, offset);
		return 0;
	}
	for (size_t i = 0; i < size && offset + i < all; i++) {
		go_to(view, offset + i);
		value |= (uint32_t)view->bytes.data[offset + i - view->begin] << 8 * i;
	}
	return value;
}

uint8_t sfw_view_u8(struct view *view, uint64_t offset)
{
	return (uint8_t)number(view, offset, 1);
}

uint16_t sfw_view_u16(struct view *view, uint64_t offset)
{
	return (uint16_t)number(view, offset, 2);
}

uint32_t sfw_view_u32(struct view *view, uint64_t offset)
{
	return number(view, offset, 4);
}
