/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bytes as a device reads them.  Nothing is checked but what the device's code
 * checks itself; a read of bytes that aren't there would crash the device, so
 * here it is remembered, and gives 0.
 */
#ifndef SFW_DEVICE_VIEW_H
#define SFW_DEVICE_VIEW_H

#include "base/bytes.h"

struct view {
	struct span bytes;
	uint64_t zeros; /* so many bytes behind them can be read, and are 0 */
	bool crashed;
	uint64_t crash_offset; /* of the first read outside */
};

uint8_t sfw_view_u8(struct view *view, uint64_t offset);
uint16_t sfw_view_u16(struct view *view, uint64_t offset);
uint32_t sfw_view_u32(struct view *view, uint64_t offset);

/* Whether the `size` bytes at `offset` can be read. */
bool sfw_view_has(const struct view *view, uint64_t offset, uint64_t size);

/* The `size` bytes at `offset`; empty if they, zeros excluded, aren't there. */
struct span sfw_view_bytes(struct view *view, uint64_t offset, uint64_t size);

#endif
