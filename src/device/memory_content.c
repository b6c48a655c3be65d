/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/memory_content.h"

#include <stdlib.h>
#include <string.h>

/* A copy, and how many extents point into it. */
struct shared_bytes {
	size_t users, size;
	uint8_t bytes[];
};

static void retain(struct extent *extent)
{
	if (extent->owner != NULL)
		extent->owner->users++;
}

static void release(struct extent *extent)
{
	struct shared_bytes *owner = extent->owner;

	extent->owner = NULL;
	if (owner == NULL || --owner->users > 0)
		return;
	/* it may be what encrypted firmware decrypts to */
	sfw_wipe(owner->bytes, owner->size);
	free(owner);
}

static bool reserve(struct memory_content *content, size_t count)
{
	if (content->capacity - content->count >= count)
		return true;
	const size_t capacity = content->capacity * 2 + count + 16;
	struct extent *extents = realloc(content->extents, capacity * sizeof(*extents));

	if (extents == NULL)
		return false;
	content->extents = extents;
	content->capacity = capacity;
	return true;
}

static uint64_t end_of(const struct extent *extent)
{
	return extent->address + extent->size;
}

/* What is left of an extent from `address` on. */
static struct extent tail_of(const struct extent *extent, uint64_t address)
{
	struct extent tail = *extent;
	const uint64_t skipped = address - extent->address;

	tail.address = address;
	tail.size -= skipped;
	if (tail.bytes != NULL)
		tail.bytes += skipped;
	return tail;
}

/* The first extent that ends behind `address`. */
static size_t find(const struct memory_content *content, uint64_t address)
{
	size_t index = 0;

	while (index < content->count && end_of(&content->extents[index]) <= address)
		index++;
	return index;
}

static void insert_at(struct memory_content *content, size_t index, const struct extent *extent)
{
	memmove(&content->extents[index + 1], &content->extents[index],
		(content->count - index) * sizeof(*content->extents));
	content->extents[index] = *extent;
	content->count++;
}

static void remove_at(struct memory_content *content, size_t index)
{
	release(&content->extents[index]);
	content->count--;
	memmove(&content->extents[index], &content->extents[index + 1],
		(content->count - index) * sizeof(*content->extents));
}

/* Makes a hole at [begin, end), and returns where it is in the list; there is room for one more extent. */
static size_t cut(struct memory_content *content, uint64_t begin, uint64_t end)
{
	size_t index = find(content, begin);

	if (index < content->count && content->extents[index].address < begin) {
		struct extent *first = &content->extents[index++];

		if (end_of(first) > end) {
			struct extent tail = tail_of(first, end);

			retain(&tail);
			first->size = begin - first->address;
			insert_at(content, index, &tail);
			return index;
		}
		first->size = begin - first->address;
	}
	while (index < content->count && end_of(&content->extents[index]) <= end)
		remove_at(content, index);
	if (index < content->count && content->extents[index].address < end)
		content->extents[index] = tail_of(&content->extents[index], end);
	return index;
}

static bool put(struct memory_content *content, const struct extent *extent)
{
	if (extent->size == 0)
		return true;
	/* it, and what is behind it of an extent that it splits */
	if (extent->address > UINT64_MAX - extent->size || !reserve(content, 2))
		return false;
	insert_at(content, cut(content, extent->address, end_of(extent)), extent);
	retain(&content->extents[find(content, extent->address)]);
	return true;
}

bool sfw_content_write(struct memory_content *content, uint64_t address, struct span bytes)
{
	return put(content, &(struct extent){address, bytes.size, EXTENT_BYTES, bytes.data, NULL});
}

bool sfw_content_copy(struct memory_content *content, uint64_t address, struct span bytes)
{
	struct shared_bytes *owner = malloc(sizeof(*owner) + bytes.size);

	if (owner == NULL)
		return false;
	*owner = (struct shared_bytes){.users = 1, .size = bytes.size};
	if (bytes.size > 0)
		memcpy(owner->bytes, bytes.data, bytes.size);
	struct extent extent = {address, bytes.size, EXTENT_BYTES, owner->bytes, owner};
	const bool done = put(content, &extent);

	release(&extent);
	return done;
}

bool sfw_content_zero(struct memory_content *content, uint64_t address, uint64_t size)
{
	return put(content, &(struct extent){address, size, EXTENT_ZEROS, NULL, NULL});
}

bool sfw_content_spoil(struct memory_content *content, uint64_t address, uint64_t size)
{
	return put(content, &(struct extent){address, size, EXTENT_UNKNOWN, NULL, NULL});
}

void sfw_content_clear(struct memory_content *content)
{
	for (size_t i = 0; i < content->count; i++) {
		release(&content->extents[i]);
		content->extents[i].kind = EXTENT_ZEROS;
		content->extents[i].bytes = NULL;
	}
}

bool sfw_content_read(const struct memory_content *content, uint64_t address, size_t size, uint8_t *out)
{
	const size_t first = find(content, address);
	uint64_t at = address;

	/* is all of it there? */
	for (size_t i = first; at - address < size; i++) {
		if (i >= content->count || content->extents[i].address > at ||
		    content->extents[i].kind == EXTENT_UNKNOWN)
			return false;
		at = end_of(&content->extents[i]);
	}
	at = address;
	for (size_t i = first; at - address < size; i++) {
		const struct extent part = tail_of(&content->extents[i], at);
		const size_t left = size - (size_t)(at - address);
		const size_t length = part.size < left ? (size_t)part.size : left;

		if (part.kind == EXTENT_BYTES)
			memcpy(out + (at - address), part.bytes, length);
		else
			memset(out + (at - address), 0, length);
		at += length;
	}
	return true;
}

void sfw_content_cleanup(struct memory_content *content)
{
	for (size_t i = 0; i < content->count; i++)
		release(&content->extents[i]);
	free(content->extents);
	*content = (struct memory_content){0};
}
