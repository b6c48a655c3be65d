/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/option.h"

bool group_walk_next(struct group_walk *walk, struct option_group *out)
{
	while (walk->next != NULL) {
		const struct option_group *group = walk->next++;

		if (group->rows != NULL) {
			*out = *group;
			out->offset += walk->offset;
			return true;
		}
		if (group->groups != NULL)
			*walk = (struct group_walk){group->groups, walk->next, group->offset};
		else
			*walk = (struct group_walk){walk->behind_shared, NULL, 0};
	}
	return false;
}
