/* SPDX-License-Identifier: BSD-2-Clause */
/* What Linux's device tree says of a remote processor. */
#ifndef SFW_LINUX_LINUX_BOARD_H
#define SFW_LINUX_LINUX_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/findings.h"

#define BOARD_NAME_SIZE   32
#define BOARD_PATH_SIZE   96
#define BOARD_NOTES_MAX   16
#define BOARD_REGIONS_MAX 64
#define BOARD_RANGES_MAX  64

/* Memory that is reserved for the processor. */
struct board_region {
	char name[BOARD_NAME_SIZE]; /* of its node, up to the '@' */
	uint64_t pa, size;
	uint32_t da;
	bool is_pool; /* for buffers of virtio devices: it isn't mapped */
};

/* Device addresses [da, da + size) are physical addresses from pa on. */
struct board_range {
	uint32_t da, size;
	uint64_t pa;
};

/* Generations of the binding by which the tree refers to OP-TEE. */
enum binding {
	BINDING_NONE, /* Linux loads without a TEE */
	BINDING_V1_V19,
	BINDING_V20,
	BINDING_V21,
	BINDING_V22,
	BINDING_STD /* of ST's kernels */
};

/* What is wrong with the node of the processor. */
struct board_note {
	enum sfw_rule rule;
	char text[200];
};

struct linux_board {
	bool known;                 /* there is a tree */
	char name[BOARD_NAME_SIZE]; /* of the processor */
	char path[BOARD_PATH_SIZE]; /* of its node */
	char compatible[BOARD_NAME_SIZE];
	enum binding binding;
	struct board_note notes[BOARD_NOTES_MAX];
	size_t note_count;
	struct board_region regions[BOARD_REGIONS_MAX];
	size_t region_count;
	struct board_range ranges[BOARD_RANGES_MAX]; /* dma-ranges of the bus */
	size_t range_count;
	int prepare_error;      /* 0, or the errno that a boot ends with, ... */
	char prepare_line[160]; /* ... and the line that says why */
};

/* The region of this name, or NULL. */
const struct board_region *sfw_board_region(const struct linux_board *board, const char *name);

/* Whether a region that Linux maps has all of these bytes. */
bool sfw_board_maps(const struct linux_board *board, uint64_t physical_address, uint64_t size);

#endif
