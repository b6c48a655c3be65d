/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels that are known, and what differs between them. */
#ifndef SFW_LINUX_KERNELS_H
#define SFW_LINUX_KERNELS_H

#include "linux/remoteproc.h"

/* The kernel of this name, or NULL; the newest for a NULL name. */
const struct kernel *sfw_kernel_find(const char *name);

#endif
