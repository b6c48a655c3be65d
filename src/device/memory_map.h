/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory that a device's loader may write, and the question it asks:
 * where is this range of device addresses?
 */
#ifndef SFW_DEVICE_MEMORY_MAP_H
#define SFW_DEVICE_MEMORY_MAP_H

#include "signfw/device.h"

/* How a driver translates. */
enum memory_rule {
	/* upstream: a region has one device address, and a range must lie in one region */
	MEMORY_BY_REGION,
	/* vendor tree 4.0: the first dma-range that holds the whole range, then one region by physical address */
	MEMORY_BY_DMA_RANGE,
	/* regions that somebody named: nothing is translated but by them */
	MEMORY_BY_HAND
};

/* What OP-TEE is built for there. */
enum host {
	HOST_32_BIT,
	HOST_64_BIT,
	HOST_STM32MP2 /* 64 bits; the remote processor starts at an address that it is told */
};

/* Device addresses [da, da + size) are physical addresses from pa on. */
struct dma_range {
	uint64_t da, pa, size;
};

/* The device address of physical addresses that are all in a dma-range; false, and *da untouched, if they aren't. */
bool sfw_dma_range_back(const struct dma_range *range, uint64_t pa, uint64_t size, uint64_t *da);

struct signfw_memory {
	enum memory_rule rule;
	enum host host;
	const char *board, *board_description; /* static; NULL: no board that is built in */
	struct dma_range alias;        /* physical addresses [da, da + size) are the memory at pa; size 0: none */
	struct signfw_region *regions; /* owned, their names too */
	size_t region_count;
	struct dma_range *ranges; /* owned; MEMORY_BY_DMA_RANGE only */
	size_t range_count;
};

/*
 * A memory of these; all is copied, names too.  With MEMORY_BY_DMA_RANGE the
 * device addresses of the regions needn't be set, they are worked out.  NULL
 * for want of memory.  Free with signfw_memory_free().
 */
signfw_memory *sfw_memory_new(enum memory_rule rule, const struct signfw_region *regions, size_t region_count,
			      const struct dma_range *ranges, size_t range_count);

/* The MCU SRAM of the STM32MP15 has two physical addresses, and upstream's tree uses both. */
extern const struct dma_range sfw_stm32mp15_alias;

/* The address that stands for a byte of memory, whatever physical address leads to it. */
uint64_t sfw_memory_cell(const signfw_memory *memory, uint64_t pa);

/* Where a range of device addresses is. */
struct place_in_memory {
	uint64_t pa;
	size_t region; /* index */
};

/*
 * Finds the `size` bytes at device address `da`.  Returns the TEE result that
 * the driver gives: SIGNFW_TEE_SUCCESS with *out filled in, _ACCESS_DENIED or
 * _GENERIC.  As the driver, never succeeds for size 0.
 */
uint32_t sfw_memory_find(const signfw_memory *memory, uint64_t da, uint64_t size, struct place_in_memory *out);

/* The same for a driver whose device addresses are physical ones. */
uint32_t sfw_memory_find_physical(const signfw_memory *memory, uint64_t pa, uint64_t size, struct place_in_memory *out);

/* The physical address of a range, as the driver translates it without loading anything there; false if it refuses. */
bool sfw_memory_translate(const signfw_memory *memory, uint64_t da, uint64_t size, uint64_t *pa);

/* Whether a device address is in a region, or where one ends. */
bool sfw_memory_touches(const signfw_memory *memory, uint64_t da);

#endif
