/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The one decoder of resource tables: signfw_resource_...() of
 * signfw/resource_table.h, and what the judges of a table need beside.  The
 * device model has its own reading, as careless as the device's.
 */
#ifndef SFW_FORMAT_RESOURCE_ENTRY_H
#define SFW_FORMAT_RESOURCE_ENTRY_H

#include "base/bytes.h"
#include "signfw/resource_table.h"

/* The little-endian number at `offset`; false if it isn't wholly inside. */
MUST_CHECK bool sfw_table_u32(struct span table, uint64_t offset, uint32_t *out);

/* The offset of entry `index`, as the table's header has it; false if that isn't in the table. */
MUST_CHECK bool sfw_table_entry_offset(struct span table, uint64_t index, uint32_t *out);

/* The entry at `offset`; false if its type isn't inside the table. */
MUST_CHECK bool sfw_table_entry(struct span table, uint32_t offset, struct signfw_resource *out);

/* Ring `index` of a vdev; false if it isn't wholly inside the table. */
MUST_CHECK bool sfw_table_vring(struct span table, const struct signfw_resource *vdev, size_t index,
				struct signfw_vring *out);

/* Where in the table ring `index` of a vdev begins. */
uint64_t sfw_table_vring_offset(const struct signfw_resource *vdev, size_t index);

#endif
