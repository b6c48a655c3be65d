/* SPDX-License-Identifier: BSD-2-Clause */
/* The entries of a resource table, handled as the remoteproc core of Linux handles them before the boot. */
#ifndef SFW_LINUX_RESOURCES_H
#define SFW_LINUX_RESOURCES_H

#include "linux/remoteproc.h"

/*
 * rproc_handle_resources() of drivers/remoteproc/remoteproc_core.c: walks the
 * copy of the table.  Returns 0, a negative errno, KERNEL_CRASH, or
 * BOOT_UNSUPPORTED.
 */
int sfw_resources_handle(struct remoteproc *rproc);

/* rproc_alloc_registered_carveouts(): memory for all carveouts; their entries say where.  Returns likewise. */
int sfw_resources_allocate(struct remoteproc *rproc);

#endif
