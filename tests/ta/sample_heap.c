/* SPDX-License-Identifier: BSD-2-Clause */
/* A heap that a TA brings, by the names of OP-TEE's; of what is given back, only the last block is used again. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What a block of any size is a multiple of. */
#define UNIT 16

void malloc_add_pool(void *memory, size_t size);
void *calloc(size_t count, size_t size);
void free(void *block);

static uint8_t *next;
static size_t left;

void malloc_add_pool(void *memory, size_t size)
{
	next = memory;
	left = size;
}

void *calloc(size_t count, size_t size)
{
	const size_t cost = (count * size + UNIT - 1) / UNIT * UNIT;
	uint8_t *block = next;

	if (cost > left)
		return NULL;
	memset(block, 0, cost);
	next += cost;
	left -= cost;
	return block;
}

void free(void *block)
{
	if (block == NULL)
		return;
	left += (size_t)(next - (uint8_t *)block);
	next = block;
}
