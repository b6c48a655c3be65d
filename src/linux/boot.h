/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Boot, shutdown and recovery of a remote processor, as the remoteproc core of
 * Linux does them: drivers/remoteproc/remoteproc_core.c.
 */
#ifndef SFW_LINUX_BOOT_H
#define SFW_LINUX_BOOT_H

#include "linux/remoteproc.h"

/*
 * What a driver does for the core; what isn't needed is NULL.  Each returns 0, a
 * negative errno, KERNEL_CRASH or BOOT_UNSUPPORTED.
 */
struct boot_ops {
	int (*check)(struct remoteproc *rproc, void *context); /* the file, before the boot is announced */
	int (*parse)(struct remoteproc *rproc, void *context, struct span *table);
	int (*load)(struct remoteproc *rproc, void *context);
	int (*find_loaded)(struct remoteproc *rproc, void *context, bool *found);
	int (*start)(struct remoteproc *rproc, void *context);
	int (*stop)(struct remoteproc *rproc, void *context);
	void (*release)(struct remoteproc *rproc, void *context); /* after a stop or a boot that failed */
};

/* Each logs what a user sees, and returns as above. */

/* Somebody writes "start".  @file_size: of the firmware, for the log */
int sfw_boot_start(struct remoteproc *rproc, const struct boot_ops *ops, void *context, uint64_t file_size);

/* A boot loader started the processor, and left this table. */
int sfw_boot_attach(struct remoteproc *rproc, struct span table);

/* Somebody writes "stop". */
int sfw_boot_stop(struct remoteproc *rproc, const struct boot_ops *ops, void *context);

/* The watchdog bites. */
int sfw_boot_recover(struct remoteproc *rproc, const struct boot_ops *ops, void *context);

#endif
