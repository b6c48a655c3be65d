/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Carveouts: the memory that the remoteproc core of Linux has for a remote
 * processor, from its device tree and from the resource table.
 */
#ifndef SFW_LINUX_CARVEOUT_H
#define SFW_LINUX_CARVEOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "linux/kernel_log.h"

#define CARVEOUT_NAME_SIZE 32

/* Of `da` and `entry`: none. */
#define CARVEOUT_NONE UINT32_C(0xffffffff)

enum carveout_source {
	CARVEOUT_REGION,   /* a region of the device tree, mapped when the processor boots */
	CARVEOUT_POOL,     /* the region vdev0buffer, which isn't mapped */
	CARVEOUT_DYNAMIC,  /* taken from the kernel's own memory for DMA when the processor boots */
	CARVEOUT_UNCERTAIN /* one that the device tree may have; nobody gave it, so it is taken to fit */
};

struct carveout {
	char name[CARVEOUT_NAME_SIZE];
	bool name_uncertain; /* made from whatever was on the kernel's stack */
	enum carveout_source source;
	uint64_t pa, len;
	uint32_t da;
	uint32_t entry; /* where in the table its entry's fields are, or CARVEOUT_NONE */
	bool mapped;
};

/* In the order in which they were registered; the capacity is set once. */
struct carveouts {
	struct carveout *list;
	size_t count, capacity;
	uint64_t dma_used; /* of the memory for DMA */
};

/* Room for `capacity`; false for want of memory.  Free with sfw_carveouts_cleanup(). */
bool sfw_carveouts_init(struct carveouts *carveouts, size_t capacity);
void sfw_carveouts_cleanup(struct carveouts *carveouts);

/* The first of this name, or NULL. */
struct carveout *sfw_carveouts_find(const struct carveouts *carveouts, const char *name);

/* Registers a carveout. */
void sfw_carveouts_add(struct carveouts *carveouts, const struct carveout *carveout);

/* Takes memory for DMA, in whole pages; false if there isn't so much. */
bool sfw_carveouts_dma(struct carveouts *carveouts, uint64_t size, uint64_t *pa);

/* Whether what is asked for is inside the carveout, as the core checks it; if not, logs what the core does. */
bool sfw_carveout_fits(const struct carveout *carveout, uint32_t da, uint32_t len, struct kernel_log *log);

/* The carveout that holds so many bytes at a physical address and is mapped, or NULL. */
const struct carveout *sfw_carveouts_at(const struct carveouts *carveouts, uint64_t pa, uint64_t size);

/* The same for a device address, as the core compares them. */
const struct carveout *sfw_carveouts_at_device(const struct carveouts *carveouts, uint64_t da, uint64_t size);

#endif
