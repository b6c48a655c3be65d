/* SPDX-License-Identifier: BSD-2-Clause */
/* A resource table in a report: its entries, and what Linux makes of them. */
#ifndef CMD_PRINTING_RESOURCE_TABLE_REPORT_H
#define CMD_PRINTING_RESOURCE_TABLE_REPORT_H

#include "printing/report_tree.h"
#include "signfw/linux.h"

/* A list "contents" with the entries of a table; with the answers of the kernel's last boot unless it is NULL. */
void add_table_contents(struct node *parent, const void *table, size_t size, const signfw_linux *kernel);

/* An object "linux_tree" about the processor in the kernel's device tree; nothing if it has none. */
void add_linux_tree(struct node *parent, const signfw_linux *kernel);

/* An object "linux" with the outcome of the kernel's last boot. */
void add_linux_boot(struct node *parent, const signfw_linux *kernel, const struct signfw_linux_boot *boot);

/* Each prints what the function of its name added, indented. */
void print_table_contents(const struct node *contents);
void print_linux_boot(const struct node *linux_node);

#endif
