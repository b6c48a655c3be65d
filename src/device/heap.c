/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/heap.h"

/* The allocator (bget): header of a block, and unit of its payload, which have the same size. */
static uint64_t unit(const struct ta_heap *heap)
{
	return heap->is_64_bit ? 16 : 8;
}

bool sfw_ta_heap_take(struct ta_heap *heap, uint64_t wanted)
{
	const uint64_t quantum = unit(heap), size = heap->is_64_bit ? wanted : (uint32_t)wanted;
	const uint64_t payload = size < quantum ? quantum : (size + quantum - 1) / quantum * quantum;
	const uint64_t cost = payload + quantum;

	/* a rest too small to be a block of its own can't be split off */
	if (cost > heap->left || (cost < heap->left && heap->left - cost < 2 * quantum))
		return false;
	heap->left -= cost;
	return true;
}

struct ta_heap sfw_ta_heap(uint64_t size, bool is_64_bit, uint32_t context)
{
	struct ta_heap heap = {.is_64_bit = is_64_bit};
	const uint64_t sentinel = unit(&heap), pool = size - size % sentinel;

	heap.left = pool < sentinel ? 0 : pool - sentinel;
	/* pool array, session, context */
	if (!sfw_ta_heap_take(&heap, is_64_bit ? 16 : 8) || !sfw_ta_heap_take(&heap, is_64_bit ? 32 : 16) ||
	    !sfw_ta_heap_take(&heap, context))
		heap.left = 0;
	return heap;
}

bool sfw_ta_heap_hash(struct ta_heap *heap)
{
	/* hash, operation, digest */
	return sfw_ta_heap_take(heap, 32) && sfw_ta_heap_take(heap, heap->is_64_bit ? 96 : 64) &&
	       sfw_ta_heap_take(heap, 32);
}

bool sfw_ta_heap_verify(struct ta_heap heap, uint64_t key_info_size)
{
	return sfw_ta_heap_hash(&heap) && sfw_ta_heap_take(&heap, SFW_TA_KEY_INFO_HEADER + key_info_size);
}
