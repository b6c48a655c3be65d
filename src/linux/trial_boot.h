/* SPDX-License-Identifier: BSD-2-Clause */
/* Boots firmware with a TEE that accepts everything, so that only the resource table decides. */
#ifndef SFW_LINUX_TRIAL_BOOT_H
#define SFW_LINUX_TRIAL_BOOT_H

#include "linux/remoteproc.h"

/* What is booted. */
struct boot_source {
	struct span file;   /* an ELF file for Linux's own loader; data NULL: the TEE loads */
	uint64_t file_size; /* for the log */
	struct span table;  /* of the TEE; size 0: none */
	uint64_t table_pa;  /* SIGNFW_NO_OFFSET: Linux finds it again */
};

enum signfw_status sfw_trial_boot(struct remoteproc *rproc, const struct boot_source *source,
				  struct signfw_linux_boot *out, struct signfw_error *err);

/* The verdict on a boot that returned `error`. */
enum signfw_linux_verdict sfw_verdict(struct remoteproc *rproc, int error);

#endif
