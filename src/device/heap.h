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

struct ta_metadata {
	uint64_t head_size;     /* header, TLV area and signature, as they are in the file */
	uint64_t table_size;    /* HASHTABLE */
	uint64_t key_info_size; /* PKEYINFO; 0 if there is none */
};

/* Whether the upstream TA, built for 32-bit ARM, loads such a container in a heap of that many bytes. */
bool sfw_ta_heap_holds(uint64_t heap_size, const struct ta_metadata *metadata);

#endif
