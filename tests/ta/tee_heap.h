/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The heap of the TA.  If the TA brings one, which is OP-TEE's, that decides
 * whether there is room; otherwise a plain sum does.  With fences, a block ends
 * where a page does that can't be touched, so that each byte behind it is a fault.
 */
#ifndef TA_TEE_HEAP_H
#define TA_TEE_HEAP_H

#include <stdbool.h>
#include <stddef.h>

#include "object.h"

/* Looks for the TA's own heap: malloc_add_pool(), calloc() and free(). */
void tee_heap_prepare(const struct object *ta);

/* Whether the TA brings its own. */
bool tee_heap_is_own(void);

/* What a new TA has; at most TA_POOL_SIZE bytes. */
void tee_heap_begin(size_t size, bool fences);

/* NULL: no room. */
void *tee_heap_take(size_t size);
void tee_heap_give_back(void *block);

#endif
