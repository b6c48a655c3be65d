/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/heap.h"

/* The allocator (bget) of a 32-bit TA: block header, and unit of a block's payload. */
#define HEADER  8
#define QUANTUM 8

static uint64_t cost(uint64_t size)
{
	const uint64_t payload = (size + QUANTUM - 1) / QUANTUM * QUANTUM;

	return (payload < QUANTUM ? QUANTUM : payload) + HEADER;
}

/* What a session takes before LOAD: end sentinel, pool array, session, context. */
static uint64_t fixed_cost(void)
{
	return HEADER + cost(8) + cost(16) + cost(60);
}

bool sfw_ta_heap_holds(uint64_t heap_size, const struct ta_metadata *metadata)
{
	/* while the signature is verified: hash, operation, key, key information */
	const uint64_t verifying = cost(32) + cost(64) + cost(32) + cost(8 + metadata->key_info_size);
	const uint64_t loading = cost(metadata->table_size);
	const uint64_t needed = fixed_cost() + cost(metadata->head_size) + (verifying > loading ? verifying : loading);

	/* a rest too small to be a block of its own can't be split off */
	return needed == heap_size || needed + QUANTUM + HEADER <= heap_size;
}
