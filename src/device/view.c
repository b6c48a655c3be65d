/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/view.h"

struct span sfw_view_bytes(struct view *view, uint64_t offset, uint64_t size)
{
	struct span bytes = {0};

	if (!sfw_span_at(view->bytes, offset, size, &bytes) && !view->crashed) {
		view->crashed = true;
		view->crash_offset = offset;
	}
	return bytes;
}

uint8_t sfw_view_u8(struct view *view, uint64_t offset)
{
	const struct span bytes = sfw_view_bytes(view, offset, 1);

	return bytes.size == 0 ? 0 : bytes.data[0];
}

uint16_t sfw_view_u16(struct view *view, uint64_t offset)
{
	const struct span bytes = sfw_view_bytes(view, offset, 2);

	return (uint16_t)(bytes.size == 0 ? 0 : bytes.data[0] | bytes.data[1] << 8);
}

uint32_t sfw_view_u32(struct view *view, uint64_t offset)
{
	const struct span bytes = sfw_view_bytes(view, offset, 4);

	return bytes.size == 0 ? 0 : sfw_u32le(bytes.data);
}
