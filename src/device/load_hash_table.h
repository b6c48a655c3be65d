/* SPDX-License-Identifier: BSD-2-Clause */
/* The signed hash table, as the TA copies and searches it. */
#ifndef SFW_DEVICE_LOAD_HASH_TABLE_H
#define SFW_DEVICE_LOAD_HASH_TABLE_H

#include "device/image_bytes.h"

/* Where the table has what belongs to a segment; offsets in the copy. */
struct table_entry {
	uint64_t digest, iv;
};

/* The fields of a program header that a device looks at. */
struct segment_header {
	size_t index;
	uint64_t at; /* in the image */
	uint32_t offset, paddr, filesz, memsz;
};

/* Copies the table, `size` bytes at `offset` in the copy, to the TA's heap.  The caller has set load->entry_size. */
uint32_t sfw_load_keep_table(struct load *load, struct ta_heap *heap, uint64_t offset, uint32_t size);

/* Finds the entry of a segment: the first with its p_paddr decides, whatever else that says. */
uint32_t sfw_load_find_entry(const struct image_load *image, const struct segment_header *header,
			     struct table_entry *out);

#endif
