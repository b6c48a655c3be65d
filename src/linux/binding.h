/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How Linux's device tree says that OP-TEE loads the firmware of a processor.
 * There were several proposals before one was accepted, and ST's kernels have
 * their own.
 */
#ifndef SFW_LINUX_BINDING_H
#define SFW_LINUX_BINDING_H

#include "linux/linux_board.h"
#include "tree/flat_tree.h"

/* The compatibles that Linux's drivers match, of all generations. */
const char *sfw_binding_compatible(const struct flat_tree *tree, int node);

/* Reads what the node of a processor says, and notes in the board what is wrong with it. */
void sfw_binding_read(const struct flat_tree *tree, int node, struct linux_board *board);

/* Notes what is wrong with the processor's node. */
void sfw_binding_note(struct linux_board *board, enum sfw_rule rule, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Name of a generation, e.g. "v22"; static. */
const char *sfw_binding_name(enum binding binding);

/* Whether the driver, of a name of signfw_binding_name(), takes nodes of this generation. */
bool sfw_binding_suits(enum binding binding, const char *driver);

/* The driver for a generation, or NULL if there is none that is modelled. */
const char *sfw_binding_driver(enum binding binding);

#endif
