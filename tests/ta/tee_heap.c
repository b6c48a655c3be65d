/* SPDX-License-Identifier: BSD-2-Clause */
#include "tee_heap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ending.h"
#include "fuzz.h"
#include "ta_memory.h"

/* What a block of a plain heap costs. */
#define UNIT (2 * sizeof(void *))

/* What the code in front of a TA's own, which opens sessions, takes before that begins. */
#define SESSION_SIZE (sizeof(void *) == 8 ? 32 : 16)

/* A block in front of a fence. */
struct slot {
	bool is_used;
	size_t cost; /* of a plain heap */
	void *room;  /* of the TA's own heap: what stands for it there */
};

static struct {
	void (*add_pool)(void *memory, size_t size);
	void *(*take)(size_t count, size_t size);
	void (*give_back)(void *block);
	struct slot slots[TA_SLOTS];
	size_t left; /* of a plain heap */
	bool fences;
} heap;

/* A function that was found as an object. */
static void put_function(void *out, void *found)
{
	memcpy(out, &found, sizeof(found));
}

void tee_heap_prepare(const struct object *ta)
{
	void *add_pool = object_find(ta, "malloc_add_pool");

	/* calloc() is found in any case: that of the C library */
	if (add_pool == NULL)
		return;
	put_function(&heap.add_pool, add_pool);
	put_function(&heap.take, object_need(ta, "calloc"));
	put_function(&heap.give_back, object_need(ta, "free"));
}

bool tee_heap_is_own(void)
{
	return heap.add_pool != NULL;
}

void tee_heap_begin(size_t size, bool fences)
{
	CHECK(size <= TA_POOL_SIZE);
	memset(heap.slots, 0, sizeof(heap.slots));
	heap.left = size;
	heap.fences = fences || !tee_heap_is_own();
	if (!tee_heap_is_own())
		return;
	memset(ta_pool(), 0, size);
	heap.add_pool(ta_pool(), size);
	heap.take(1, SESSION_SIZE);
}

static struct slot *find_free(void)
{
	for (size_t i = 0; i < TA_SLOTS; i++)
		if (!heap.slots[i].is_used)
			return &heap.slots[i];
	return NULL;
}

static bool take_room(struct slot *slot, size_t size)
{
	const size_t cost = size > TA_POOL_SIZE ? size : (size + UNIT - 1) / UNIT * UNIT + UNIT;

	if (tee_heap_is_own()) {
		slot->room = heap.take(1, size);
		return slot->room != NULL;
	}
	slot->cost = cost;
	if (cost > heap.left)
		return false;
	heap.left -= cost;
	return true;
}

void *tee_heap_take(size_t size)
{
	if (!heap.fences)
		return heap.take(1, size);
	struct slot *slot = find_free();

	CHECK(slot != NULL);
	if (!take_room(slot, size))
		return NULL;
	CHECK(size <= TA_SLOT_SIZE);
	slot->is_used = true;
	uint8_t *block = ta_slot((size_t)(slot - heap.slots)) + TA_SLOT_SIZE - size;

	memset(block, 0, size);
	return block;
}

static struct slot *find_slot(uintptr_t block)
{
	for (size_t i = 0; i < TA_SLOTS; i++) {
		const uintptr_t begin = (uintptr_t)ta_slot(i);

		if (block >= begin && block - begin <= TA_SLOT_SIZE)
			return &heap.slots[i];
	}
	return NULL;
}

static void give_slot_back(struct slot *slot)
{
	slot->is_used = false;
	if (tee_heap_is_own())
		heap.give_back(slot->room);
	else
		heap.left += slot->cost;
}

void tee_heap_give_back(void *block)
{
	if (block == NULL)
		return;
	if (!heap.fences) {
		heap.give_back(block);
		return;
	}
	struct slot *slot = find_slot((uintptr_t)block);

	if (slot != NULL && slot->is_used)
		give_slot_back(slot);
	else
		ending_die_at("free of what isn't allocated", block);
}
