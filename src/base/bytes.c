/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

bool sfw_span_at(struct span whole, uint64_t offset, uint64_t size, struct span *out)
{
	if (offset > whole.size || size > whole.size - offset)
		return false;
	*out = (struct span){whole.data == NULL ? NULL : whole.data + offset, (size_t)size};
	return true;
}

struct ends sfw_ends_of(struct span file)
{
	return (struct ends){.head = file, .size = file.size};
}

bool sfw_ends_at(const struct ends *file, uint64_t offset, uint64_t size, struct span *out)
{
	const uint64_t tail = file->size - file->tail.size;

	return sfw_span_at(file->head, offset, size, out) ||
	       (offset >= tail && sfw_span_at(file->tail, offset - tail, size, out));
}

bool sfw_spans_equal(struct span one, struct span other)
{
	return one.size == other.size && sfw_span_begins(one, other.data, other.size);
}

bool sfw_span_begins(struct span span, const void *head, size_t size)
{
	return size == 0 || (span.size >= size && memcmp(span.data, head, size) == 0);
}

bool sfw_span_is_zero(struct span span)
{
	for (size_t i = 0; i < span.size; i++)
		if (span.data[i] != 0)
			return false;
	return true;
}

bool sfw_reader_bytes(struct reader *reader, uint64_t size, struct span *out)
{
	if (size > reader->left.size)
		return false;
	*out = (struct span){reader->left.data, (size_t)size};
	if (size > 0)
		reader->left.data += size;
	reader->left.size -= (size_t)size;
	reader->offset += size;
	return true;
}

uint16_t sfw_u16le(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

uint32_t sfw_u32le(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

uint64_t sfw_u64le(const uint8_t *bytes)
{
	return sfw_u32le(bytes) | (uint64_t)sfw_u32le(bytes + 4) << 32;
}

void sfw_put_u32le(uint8_t *out, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		out[i] = (uint8_t)(value >> 8 * i);
}

bool sfw_reader_u32le(struct reader *reader, uint32_t *out)
{
	struct span bytes;

	if (!sfw_reader_bytes(reader, 4, &bytes))
		return false;
	*out = sfw_u32le(bytes.data);
	return true;
}

/* Makes room for `size` more bytes; the only place where the buffer grows. */
static uint8_t *reserve(struct builder *builder, size_t size)
{
	if (builder->failed || size > SIZE_MAX / 2 - builder->size) {
		builder->failed = true;
		return NULL;
	}
	if (size > builder->capacity - builder->size) {
		size_t capacity = 2 * (builder->size + size);
		uint8_t *data = realloc(builder->data, capacity);

		if (data == NULL) {
			builder->failed = true;
			return NULL;
		}
		builder->data = data;
		builder->capacity = capacity;
	}
	uint8_t *room = builder->data + builder->size;

	builder->size += size;
	return room;
}

void sfw_builder_bytes(struct builder *builder, const void *data, size_t size)
{
	uint8_t *room = size == 0 ? NULL : reserve(builder, size);

	if (room != NULL)
		memcpy(room, data, size);
}

void sfw_builder_zeros(struct builder *builder, size_t size)
{
	uint8_t *room = size == 0 ? NULL : reserve(builder, size);

	if (room != NULL)
		memset(room, 0, size);
}

void sfw_builder_u32le(struct builder *builder, uint32_t value)
{
	uint8_t bytes[4];

	sfw_put_u32le(bytes, value);
	sfw_builder_bytes(builder, bytes, sizeof(bytes));
}

bool sfw_builder_view(const struct builder *builder, struct span *out)
{
	if (builder->failed)
		return false;
	*out = (struct span){builder->data, builder->size};
	return true;
}

void sfw_builder_cleanup(struct builder *builder)
{
	free(builder->data);
	*builder = (struct builder){0};
}

uint64_t sfw_round_up_8(uint64_t size)
{
	return (size + 7) / 8 * 8;
}

void *sfw_array_new(size_t count, size_t size)
{
	/* calloc(0) may return NULL, which here means "no memory" */
	return calloc(count == 0 ? 1 : count, size);
}

void *sfw_array_room(size_t count, size_t size)
{
	return count > SIZE_MAX / size ? NULL : malloc(count == 0 ? 1 : count * size);
}

void *sfw_array_grow(void *array, size_t count, size_t *capacity, size_t size)
{
	const size_t larger = 2 * count + 8;

	if (count < *capacity)
		return array;
	void *grown = larger > SIZE_MAX / size ? NULL : realloc(array, larger * size);

	if (grown != NULL)
		*capacity = larger;
	return grown;
}

void sfw_wipe(void *memory, size_t size)
{
	volatile uint8_t *bytes = memory;

	while (size > 0)
		bytes[--size] = 0;
}
