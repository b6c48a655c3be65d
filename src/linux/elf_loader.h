/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's own loader of ELF files, drivers/remoteproc/remoteproc_elf_loader.c,
 * which trusts more of a file than any other reader here.  A read outside the
 * file ends in KERNEL_CRASH.
 */
#ifndef SFW_LINUX_ELF_LOADER_H
#define SFW_LINUX_ELF_LOADER_H

#include "linux/remoteproc.h"

/* Each returns 0, a negative errno or KERNEL_CRASH. */

/* What is checked before anything else. */
int sfw_elf_loader_check(struct remoteproc *rproc, struct span file);

/* The resource table in the file.  Without one that it takes, the driver goes on: *out is empty then. */
int sfw_elf_loader_table(struct remoteproc *rproc, struct span file, struct span *out);

/* Loads the segments. */
int sfw_elf_loader_load(struct remoteproc *rproc, struct span file);

/* Whether the table is found again where it was loaded to. */
int sfw_elf_loader_find_loaded(struct remoteproc *rproc, struct span file, bool *found);

#endif
