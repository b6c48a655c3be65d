/* SPDX-License-Identifier: BSD-2-Clause */
/* Plays a sequence of `check`: what a device does, step by step, and Linux or U-Boot on top of it. */
#ifndef CMD_BOOTING_PLAY_H
#define CMD_BOOTING_PLAY_H

#include "arguments/call.h"
#include "booting/boot_options.h"
#include "booting/linux_view.h"
#include "containers/target.h"
#include "files/file.h"

/* What a sequence is played on. */
struct boot_stage {
	const struct boot_source *source;
	struct plan plan;      /* for plan_release() */
	struct target *target; /* whose device keeps its memory */
	bool is_private;       /* what memory holds */
	const struct linux_view *view;
	/* reads firmware, and makes a container of it if it is none; the caller frees it */
	bool (*read)(void *context, const char *path, struct call *call, struct file *out);
	void *context;
};

/*
 * Plays on a device that is reset before and freed after it, reports, and
 * writes memory.
 *
 * @path: of the firmware that is in place at first
 */
bool boot_play(const struct boot_stage *stage, const char *path, struct call *call);

#endif
