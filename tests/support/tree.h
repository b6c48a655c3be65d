/* SPDX-License-Identifier: BSD-2-Clause */
/* The compiled device trees of tests/devicetree/, and memory made of them. */
#ifndef TEST_TREE_H
#define TEST_TREE_H

#include "support.h"

#include "signfw/device.h"

/* Loads a tree by the name of its source, e.g. "stm32mp157-dk".  Free `data` with free(). */
struct test_file load_tree(const char *name);

/* The memory of a remote processor, or the failed test.  Free with signfw_memory_free(). */
signfw_memory *memory_of_tree(struct test_file tree, const char *node);

#endif
