/* SPDX-License-Identifier: BSD-2-Clause */
/* The report of `dump`: what is in a container. */
#ifndef CMD_PRINTING_DUMP_H
#define CMD_PRINTING_DUMP_H

#include "printing/report_tree.h"
#include "signfw.h"

/* Adds the permissions of a segment, as "R-X", of its p_flags. */
void add_permissions(struct node *segment, uint32_t flags);

/* Free with tree_free(). */
struct node *dump_report(const char *file, const signfw_container *container);

/* Prints it as text; for print_report(), without a context. */
void dump_text(const struct node *report, const void *context);

#endif
