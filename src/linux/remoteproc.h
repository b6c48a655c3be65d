/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A remote processor as the remoteproc core of Linux keeps it in mind, for one
 * boot: log, memory, its copy of the resource table, virtio devices.
 */
#ifndef SFW_LINUX_REMOTEPROC_H
#define SFW_LINUX_REMOTEPROC_H

#include "base/bytes.h"
#include "linux/carveout.h"
#include "linux/kernel_log.h"
#include "linux/linux_board.h"
#include "signfw/linux.h"
#include "signfw/resource_table.h"

#define REMOTEPROC_RINGS       2
#define REMOTEPROC_ENTRIES_MAX 4096

enum {
	LINUX_EIO = -5,
	LINUX_ENOMEM = -12,
	LINUX_EINVAL = -22,
	BOOT_UNSUPPORTED = 2, /* no errno: a table with more than any real one has */
	KERNEL_CRASH = 1      /* no errno: the kernel did what it must not; remoteproc.reason says what */
};

/* What differs between kernels. */
struct kernel {
	const char *name, *description;
	bool signed_offsets;   /* an entry's offset isn't compared with the header, and is negative from 2^31 on */
	bool core_makes_vdevs; /* what is wrong with a ring ends the boot */
	bool old_probe_lines;  /* wording of the driver core */
};

struct rproc_ring {
	bool parsed;
	uint32_t num, align, notifyid;
};

struct rproc_vdev {
	struct signfw_resource entry; /* as the table had it */
	size_t entry_index;
	unsigned index; /* in names: those that failed count, too */
	struct rproc_ring rings[REMOTEPROC_RINGS];
};

struct entry_answer {
	enum signfw_linux_answer answer;
	int error;
};

enum remoteproc_state {
	REMOTEPROC_OFFLINE,
	REMOTEPROC_RUNNING,
	REMOTEPROC_CRASHED
};

struct remoteproc {
	const struct kernel *kernel;
	const struct linux_board *board; /* what the device tree says */

	/* from one boot to the next */
	enum remoteproc_state state;
	unsigned power;                        /* how often it was started */
	unsigned crashes;                      /* so far */
	unsigned virtio_count, platform_count; /* devices that were made so far, for their names */

	/* of the boot */
	struct kernel_log log;
	struct carveouts carveouts;
	struct builder table; /* Linux's copy, which it changes */
	bool has_table;
	uint64_t table_offset;    /* in an ELF file */
	bool table_kept;          /* it was found again where the firmware has it */
	struct rproc_vdev *vdevs; /* those that were set up */
	size_t vdev_count;
	unsigned vdevs_seen;
	uint32_t next_notifyid;
	bool vdev_failed; /* one isn't usable, but the boot went on */
	struct entry_answer *answers;
	size_t answer_count;
	char reason[240];
};

/* Forgets everything but kernel and board. */
void sfw_remoteproc_reset(struct remoteproc *rproc);

/* Begins a boot: forgets the last one, and memory is as the device tree gives it.  False for want of memory. */
MUST_CHECK bool sfw_remoteproc_begin(struct remoteproc *rproc);

/* Takes a copy of a table, and room for what its entries ask for; false for want of memory. */
MUST_CHECK bool sfw_remoteproc_copy_table(struct remoteproc *rproc, struct span table);

/* The copy. */
struct span sfw_remoteproc_table(const struct remoteproc *rproc);

/* Writes a number into the copy, if it is inside. */
void sfw_remoteproc_write_u32(struct remoteproc *rproc, uint64_t offset, uint32_t value);
void sfw_remoteproc_write_u8(struct remoteproc *rproc, uint64_t offset, uint8_t value);

/* LINUX_EINVAL, with a line in the log. */
int sfw_remoteproc_refuse(struct remoteproc *rproc, const char *line);

/* KERNEL_CRASH, with the reason. */
int sfw_remoteproc_crash(struct remoteproc *rproc, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Finds the memory that is called so; one that the device tree may have is taken to fit. */
struct carveout *sfw_remoteproc_memory(struct remoteproc *rproc, const char *name);

#endif
