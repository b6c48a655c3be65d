/* SPDX-License-Identifier: BSD-2-Clause */
/* The remote processors in a device tree, and whose tree it is: OP-TEE's and Linux's look alike. */
#ifndef SFW_TREE_PROCESSORS_H
#define SFW_TREE_PROCESSORS_H

#include "tree/flat_tree.h"

/* The TA, as the compatible of a node in Linux's tree. */
#define TREE_TA_UUID "80a4c275-0a47-4905-8285-1486a9771a08"

/* The first of these strings that is a compatible of the node, or NULL. */
const char *sfw_tree_compatible(const struct flat_tree *tree, int node, const char *const *list, size_t count);

/* Whether the node has properties of Linux's drivers that OP-TEE's trees don't have. */
bool sfw_tree_is_for_linux(const struct flat_tree *tree, int node);

/* Whether a processor's node is OP-TEE's: its memory has a firewall, or nothing in the tree is Linux's. */
bool sfw_tree_is_for_optee(const struct flat_tree *tree, int node);

/* Whether the tree has a node that only Linux's has: OP-TEE itself, its TA, or a processor for Linux. */
bool sfw_tree_is_linux(const struct flat_tree *tree);

#define TREE_CANDIDATES_SIZE 160

/*
 * The nodes of remote processors, with compatible and status, as far as they
 * fit: "/ahb/m4@10000000 (st,stm32mp1-m4, okay)"; "no remote processor".
 */
void sfw_tree_candidates(const struct flat_tree *tree, char out[TREE_CANDIDATES_SIZE]);

#endif
