/* SPDX-License-Identifier: BSD-2-Clause */
/* What Linux makes of the resource table that a device reports after LOAD. */
#ifndef CMD_BOOTING_LINUX_VIEW_H
#define CMD_BOOTING_LINUX_VIEW_H

#include "booting/boot_options.h"
#include "files/file.h"
#include "signfw/container.h"
#include "signfw/linux.h"

/* Linux, and what it made of the last table.  { 0 } for linux_view_release(). */
struct linux_view {
	bool asked; /* options are about Linux: what it says counts for the exit code */
	struct file tree;
	signfw_linux *kernel;
	signfw_findings *findings;

	uint64_t address; /* physical, of the table */
	uint32_t size;    /* 0: there is none */
	uint8_t *table;   /* what memory holds there; NULL: not known */
	struct signfw_linux_boot outcome;
};

bool linux_view_open(struct linux_view *view, const struct boot_source *source, struct call *call);

/* The driver that Linux has: that of the options, or else of the device tree's binding; NULL: no tree says. */
const char *linux_view_driver(const struct linux_view *view, const struct boot_source *source);

/* Looks at what the device has loaded from this container.  The device keeps its memory. */
bool linux_view_look(struct linux_view *view, const char *path, const signfw_device *device,
		     const signfw_container *container, struct call *call);

void linux_view_release(struct linux_view *view);

#endif
