/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The heap of OP-TEE's remoteproc TA, in which a container's metadata must fit.
 * Numbers: OP-TEE's ta/remoteproc and its allocator, lib/libutils/isoc/bget.c.
 */
#ifndef SFW_DEVICE_HEAP_H
#define SFW_DEVICE_HEAP_H

#include <stdbool.h>
#include <stdint.h>

/* CFG_REMOTEPROC_TA_HEAP_SIZE of every tree that doesn't set it. */
#define SFW_TA_HEAP_DEFAULT 4096

/* The allocator of 3.19 and 4.x takes no smaller one, which leaves the TA without a heap. */
#define SFW_TA_HEAP_LEAST 1024

struct ta_heap {
	bool is_64_bit; /* the TA is */
	uint64_t left;
};

/* The heap of that many bytes as a TA has it when LOAD begins, which keeps a context of `context` bytes there. */
struct ta_heap sfw_ta_heap(uint64_t size, bool is_64_bit, uint32_t context);

/* Takes a block of `size` bytes, as the TA computes them: in 32 bits, a sum may have wrapped.  False: no room. */
bool sfw_ta_heap_take(struct ta_heap *heap, uint64_t size);

/* Takes what LOAD needs to hash what is signed; false if there is no room. */
bool sfw_ta_heap_hash(struct ta_heap *heap);

/* What the TA puts in front of a copy of the key information. */
#define SFW_TA_KEY_INFO_HEADER 8

/* Takes what LOAD needs while it verifies the signature, and gives it back; false if there is no room. */
bool sfw_ta_heap_verify(struct ta_heap heap, uint64_t key_info_size);

#endif
