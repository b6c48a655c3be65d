/* SPDX-License-Identifier: BSD-2-Clause */
/* How memory is divided between a remote processor, OP-TEE and Linux: as a board has it, or so that a container fits. */
#ifndef CMD_GENERATING_MEMORY_PLAN_H
#define CMD_GENERATING_MEMORY_PLAN_H

#include "arguments/call.h"
#include "files/file.h"
#include "generating/processor.h"

#define PLAN_REGIONS_MAX 128

struct plan_region {
	char name[32];
	uint64_t pa, size;
	bool for_optee; /* in OP-TEE's tree */
	bool for_linux; /* in Linux's tree */
	bool is_shared; /* Linux may use it */
	bool is_secure; /* the remote processor's secure half has it alone */
};

struct memory_plan {
	const char *source; /* name of the board, or the container's path */
	const struct processor *processor;
	enum tree_binding binding; /* 0: what suits board or container */
	struct plan_region regions[PLAN_REGIONS_MAX];
	size_t count;
	bool is_full; /* there were more */
};

/* Each fills in the plan, and reports why it can't. */
bool plan_for_board(struct memory_plan *plan, const char *board, struct call *call);
bool plan_for_container(struct memory_plan *plan, const char *path, const struct file *file, struct call *call);

/* Whether Linux may use any memory of the bank. */
bool plan_shares_bank(const struct memory_plan *plan, const struct memory_bank *bank);

#endif
