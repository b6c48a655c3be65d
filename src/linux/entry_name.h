/* SPDX-License-Identifier: BSD-2-Clause */
/* Names in a resource table: the remoteproc core of Linux hands them to printf as the format. */
#ifndef SFW_LINUX_ENTRY_NAME_H
#define SFW_LINUX_ENTRY_NAME_H

#include "base/bytes.h"

#define ENTRY_NAME_SIZE 32 /* as the core has it, with its NUL */

enum entry_name {
	ENTRY_NAME_PLAIN,
	ENTRY_NAME_UNCERTAIN,  /* numbers from the kernel's stack get into it */
	ENTRY_NAME_NO_END,     /* the kernel reads on behind the table */
	ENTRY_NAME_DEREFERENCE /* a number from the kernel's stack is taken for an address */
};

/* What the core makes of the name that begins at `offset`; *out is what it calls the memory then. */
enum entry_name sfw_entry_name(struct span table, uint64_t offset, char out[ENTRY_NAME_SIZE]);

#endif
