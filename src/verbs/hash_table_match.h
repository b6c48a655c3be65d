/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Program headers, which aren't signed, against the hash table, which is:
 * signfw-container(5), "What is not signed".
 */
#ifndef SFW_VERBS_HASH_TABLE_MATCH_H
#define SFW_VERBS_HASH_TABLE_MATCH_H

#include "verbs/handle.h"

/* Notes which segment devices use each entry of the table for.  SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_table_match_uses(signfw_container *handle);

/* Finds program headers that aren't the same list as the table: somebody may have removed, moved or changed segments. */
void sfw_table_match_lists(signfw_container *handle);

/* Matches segment `index` of an image of the container against the table. */
struct table_match {
	size_t entry;     /* that devices find, or of a segment that isn't loaded, its own; SIGNFW_NO_INDEX */
	bool is_accepted; /* by devices; of a segment that isn't loaded: it is there */
	uint32_t differs; /* SIGNFW_DIFFERS_... */
};

struct table_match sfw_table_match(const signfw_container *handle, const struct image *image, size_t index);

#endif
