/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/view.h"

static void crash(struct view *view, uint64_t offset)
{
	if (view->crashed)
		return;
	view->crashed = true;
	view->crash_offset = offset;
}

bool sfw_view_has(const struct view *view, uint64_t offset, uint64_t size)
{
	const uint64_t readable = view->bytes.size + view->zeros;

	return size <= readable && offset <= readable - size;
}

struct span sfw_view_bytes(struct view *view, uint64_t offset, uint64_t size)
{
	struct span bytes = {0};

	if (!sfw_span_at(view->bytes, offset, size, &bytes))
		crash(view, offset);
	return bytes;
}

/* A little-endian number of so many bytes. */
static uint32_t number(struct view *view, uint64_t offset, size_t size)
{
	uint32_t value = 0;

	if (!sfw_view_has(view, offset, size)) {
		crash(view, offset);
		return 0;
	}
	for (size_t i = 0; i < size && offset + i < view->bytes.size; i++)
		value |= (uint32_t)view->bytes.data[offset + i] << 8 * i;
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
