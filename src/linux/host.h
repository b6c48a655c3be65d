/* SPDX-License-Identifier: BSD-2-Clause */
/* A host that gives commands to a TEE: to a device or, in a test, to a stub. */
#ifndef SFW_LINUX_HOST_H
#define SFW_LINUX_HOST_H

#include "linux/tee_driver.h"
#include "signfw/sequence.h"

struct host {
	struct remoteproc rproc;
	struct tee_driver driver;
	bool started_by_uboot; /* and Linux hasn't stopped it */
	bool attached;
	uint64_t table_pa; /* that U-Boot left for Linux; size 0: none */
	uint32_t table_size;
	uint64_t file_size; /* of the firmware that is installed */
};

/* Carries out an action.  Returns the user's result: 0, a negative errno, KERNEL_CRASH or BOOT_UNSUPPORTED. */
int sfw_host_act(struct host *host, enum signfw_action action);

/* "offline", "running", "crashed" or "attached". */
const char *sfw_host_state(const struct host *host);

void sfw_host_cleanup(struct host *host);

#endif
