/* SPDX-License-Identifier: BSD-2-Clause */
/* The virtio devices of a remote processor: what Linux's drivers do with them once it runs, and when it stops. */
#ifndef SFW_LINUX_VIRTIO_H
#define SFW_LINUX_VIRTIO_H

#include "linux/remoteproc.h"

/* Registers the devices; RPMsg's driver takes its own.  Returns 0 or KERNEL_CRASH. */
int sfw_virtio_start(struct remoteproc *rproc);

/* Removes the devices that were set up: after the processor was stopped, or when its boot fails.  Returns likewise. */
int sfw_virtio_remove(struct remoteproc *rproc);

#endif
