/* SPDX-License-Identifier: BSD-2-Clause */
/* The public handle of a kernel. */
#ifndef SFW_LINUX_LINUX_H
#define SFW_LINUX_LINUX_H

#include "linux/linux_board.h"
#include "linux/remoteproc.h"

struct signfw_linux {
	struct remoteproc rproc;
	struct linux_board board;
	bool warns; /* SIGNFW_LINUX_WARN */
};

#endif
