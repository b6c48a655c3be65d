/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/regions.h"

/* The first region before this one that is the same memory; `index` if there is none. */
static size_t same_memory(const signfw_memory *memory, size_t index)
{
	size_t other = 0;

	while (other < index && !signfw_memory_overlap(memory, other, index))
		other++;
	return other;
}

void add_regions(struct node *object, const signfw_memory *memory)
{
	struct signfw_region region, first;

	if (memory == NULL) {
		add_null(object, "regions");
		return;
	}
	struct node *list = add_list(object, "regions");

	for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);
		const size_t other = same_memory(memory, i);
		const bool is_alias = other < i && signfw_memory_region(memory, other, &first) == SIGNFW_OK;

		add_text(entry, "name", region.name);
		add_code(entry, "address", region.device_address);
		add_code(entry, "physical_address", region.physical_address);
		add_size(entry, "size", region.size);
		add_text(entry, "alias_of", is_alias ? first.name : NULL);
	}
}
