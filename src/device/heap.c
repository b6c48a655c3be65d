/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/heap.h"

/* The allocator (bget) of a 32-bit TA: block header, and unit of a block's payload. */
#define HEADER  8
#define QUANTUM 8

bool sfw_ta_heap_take(struct ta_heap *heap, uint64_t size)
{
	const uint64_t payload = size < QUANTUM ? QUANTUM : (size + QUANTUM - 1) / QUANTUM * QUANTUM;
	const uint64_t cost = payload + HEADER;

	/* a rest too small to be a block of its own can't be split off */
	if (cost > heap->left || (cost < heap->left && heap->left - cost < QUANTUM + HEADER))
		return false;
	heap->left -= cost;
	return true;
}

struct ta_heap sfw_ta_heap(uint64_t size)
{
	/* end sentinel, pool array, session, context */
	struct ta_heap heap = {size < HEADER ? 0 : size - HEADER};

	if (!sfw_ta_heap_take(&heap, 8) || !sfw_ta_heap_take(&heap, 16) || !sfw_ta_heap_take(&heap, 60))
		heap.left = 0;
	return heap;
}

bool sfw_ta_heap_verify(struct ta_heap heap, uint64_t key_info_size)
{
	/* hash, operation, digest, key information behind its header */
	return sfw_ta_heap_take(&heap, 32) && sfw_ta_heap_take(&heap, 64) && sfw_ta_heap_take(&heap, 32) &&
	       sfw_ta_heap_take(&heap, 8 + key_info_size);
}
