/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A compiled device tree that nobody has to trust: checked once, then read by
 * libfdt, with properties whose size is checked.
 *
 * libfdt goes through the whole tree for many of its questions, so callers set
 * a limit to all that could multiply.
 */
#ifndef SFW_TREE_FLAT_TREE_H
#define SFW_TREE_FLAT_TREE_H

#ifndef SIGNFW_WITHOUT_LIBFDT
#include <libfdt.h>
#else
#include "tree/no_libfdt.h"
#endif
#include <stdbool.h>
#include <stddef.h>

#include "signfw.h"

struct flat_tree {
	void *fdt; /* owned */
	struct signfw_error *err;
};

/* A checked copy.  Fails with SIGNFW_E_DEVICETREE.  Free with sfw_tree_close(). */
enum signfw_status sfw_tree_open(struct flat_tree *out, const void *data, size_t size, struct signfw_error *err);
void sfw_tree_close(struct flat_tree *tree);

/* SIGNFW_E_DEVICETREE, with the path of the node in front of the message. */
enum signfw_status sfw_tree_fail(const struct flat_tree *tree, int node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define TREE_PATH_SIZE 96
#define TREE_NAME_SIZE 64

/* The path of a node, or of a very long one the end; the name of a node, without its address.  Both are printable. */
void sfw_tree_path(const struct flat_tree *tree, int node, char out[TREE_PATH_SIZE]);
void sfw_tree_name(const struct flat_tree *tree, int node, char out[TREE_NAME_SIZE]);

bool sfw_tree_has(const struct flat_tree *tree, int node, const char *property);

/* A property as numbers of 32 bits; `at` is NULL if the node has no such property. */
struct cells {
	const fdt32_t *at;
	size_t count;
};

/* Fails unless a property is absent or is made of groups of so many cells. */
enum signfw_status sfw_tree_cells(const struct flat_tree *tree, int node, const char *property, size_t group,
				  struct cells *out);

/* The number in one or two cells. */
uint64_t sfw_cells_number(const fdt32_t *cells, size_t count);

/* How many cells the addresses or the sizes of a bus have; fails unless they are one or two. */
enum signfw_status sfw_tree_address_cells(const struct flat_tree *tree, int bus, size_t *out);
enum signfw_status sfw_tree_size_cells(const struct flat_tree *tree, int bus, size_t *out);

/* The first entry of a node's `reg`, in the numbers of its parent. */
enum signfw_status sfw_tree_reg(const struct flat_tree *tree, int node, uint64_t *address, uint64_t *size);

/* Whether a property that says how a node is ("status") says "okay", or isn't there. */
bool sfw_tree_says_okay(const struct flat_tree *tree, int node, const char *property, bool *present);

#endif
