/* SPDX-License-Identifier: BSD-2-Clause */
/* Device trees as source text. */
#ifndef CMD_GENERATING_TREE_SOURCE_H
#define CMD_GENERATING_TREE_SOURCE_H

#include <stdio.h>

#include "generating/memory_plan.h"

enum tree_side {
	SIDE_OPTEE = 1,
	SIDE_LINUX
};

/*
 * Writes what a tree says of firmware's memory.
 *
 * @is_fragment: only what a board's tree includes; otherwise also what stands for the tree of the SoC
 */
void write_tree_source(FILE *stream, const struct memory_plan *plan, enum tree_side side, bool is_fragment);

#endif
