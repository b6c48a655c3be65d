/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/linux_board.h"

#include <string.h>

const struct board_region *sfw_board_region(const struct linux_board *board, const char *name)
{
	for (size_t i = 0; i < board->region_count; i++)
		if (strcmp(board->regions[i].name, name) == 0)
			return &board->regions[i];
	return NULL;
}

bool sfw_board_maps(const struct linux_board *board, uint64_t physical_address, uint64_t size)
{
	for (size_t i = 0; i < board->region_count; i++) {
		const struct board_region *region = &board->regions[i];

		if (!region->is_pool && physical_address >= region->pa && size <= region->size &&
		    physical_address - region->pa <= region->size - size)
			return true;
	}
	return false;
}
