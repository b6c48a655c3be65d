/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/boot.h"

#include "linux/resources.h"
#include "linux/virtio.h"

/* Limit of our own, far above any real table; Linux accepts 4 MiB. */
#define TABLE_SIZE_MAX 65536

/* ---- steps of a boot ---- */

/* Copies the table; a size of 0 means that there is none. */
static int take_table(struct remoteproc *rproc, struct span table)
{
	if (table.size > TABLE_SIZE_MAX)
		return BOOT_UNSUPPORTED;
	if (table.size == 0 || sfw_remoteproc_copy_table(rproc, table))
		return 0;
	rproc->log.failed = true;
	return LINUX_ENOMEM;
}

/* Handles the table's entries, and gets memory. */
static int prepare(struct remoteproc *rproc)
{
	int error = sfw_resources_handle(rproc);

	if (error < 0)
		sfw_kernel_log(&rproc->log, "err", "Failed to process resources: %d", error);
	if (error != 0)
		return error;
	error = sfw_resources_allocate(rproc);
	if (error < 0)
		sfw_kernel_log(&rproc->log, "err", "Failed to allocate associated carveouts: %d", error);
	return error;
}

/* rproc_start() */
static int start(struct remoteproc *rproc, const struct boot_ops *ops, void *context)
{
	int error = ops->load == NULL ? 0 : ops->load(rproc, context);

	if (error < 0)
		sfw_kernel_log(&rproc->log, "err", "Failed to load program segments: %d", error);
	if (error == 0)
		error = ops->find_loaded(rproc, context, &rproc->table_kept);
	if (error != 0)
		return error;
	error = ops->start == NULL ? 0 : ops->start(rproc, context);
	if (error < 0)
		sfw_kernel_log(&rproc->log, "err", "can't start rproc %s: %d", rproc->board->name, error);
	if (error == 0)
		error = sfw_virtio_start(rproc);
	if (error != 0)
		return error;
	rproc->state = REMOTEPROC_RUNNING;
	sfw_kernel_log(&rproc->log, "info", "remote processor %s is now up", rproc->board->name);
	return 0;
}

static void release(struct remoteproc *rproc, const struct boot_ops *ops, void *context)
{
	if (ops->release != NULL)
		ops->release(rproc, context);
}

/* rproc_prepare_device() of the STM32MP */
static int prepare_device(struct remoteproc *rproc)
{
	const struct linux_board *board = rproc->board;

	if (board->prepare_error == 0)
		return 0;
	sfw_kernel_log(&rproc->log, "err", "%s", board->prepare_line);
	sfw_kernel_log(&rproc->log, "err", "can't prepare rproc %s: %d", board->name, board->prepare_error);
	return board->prepare_error;
}

/* The steps that are undone if one of them fails. */
static int boot_prepared(struct remoteproc *rproc, const struct boot_ops *ops, void *context)
{
	struct span table = {0};
	int error = ops->parse(rproc, context, &table);

	if (error != 0)
		return error;
	error = take_table(rproc, table);
	if (error == 0)
		error = prepare(rproc);
	if (error == 0)
		error = start(rproc, ops, context);
	/* undo what was set up */
	return error < 0 && sfw_virtio_remove(rproc) != 0 ? KERNEL_CRASH : error;
}

/* rproc_fw_boot() */
static int boot_firmware(struct remoteproc *rproc, const struct boot_ops *ops, void *context, uint64_t file_size)
{
	int error = ops->check == NULL ? 0 : ops->check(rproc, context);

	if (error != 0)
		return error;
	sfw_kernel_log(&rproc->log, "info", "Booting fw image rproc-%s-fw, size %llu", rproc->board->name,
		       (unsigned long long)file_size);
	error = prepare_device(rproc);
	if (error != 0)
		return error;
	error = boot_prepared(rproc, ops, context);
	if (error < 0)
		release(rproc, ops, context);
	return error;
}

/* ---- what users and the processor do ---- */

int sfw_boot_start(struct remoteproc *rproc, const struct boot_ops *ops, void *context, uint64_t file_size)
{
	/* Linux only counts the request, even if a failed recovery left the processor off */
	if (++rproc->power > 1)
		return 0;
	if (!sfw_remoteproc_begin(rproc)) {
		rproc->log.failed = true;
		return LINUX_ENOMEM;
	}
	sfw_kernel_log(&rproc->log, "info", "powering up %s", rproc->board->name);
	const int error = boot_firmware(rproc, ops, context, file_size);

	if (error < 0) {
		rproc->power--;
		sfw_kernel_log(&rproc->log, "err", "Boot failed: %d", error);
	}
	return error;
}

int sfw_boot_attach(struct remoteproc *rproc, struct span table)
{
	if (++rproc->power > 1)
		return 0;
	if (!sfw_remoteproc_begin(rproc)) {
		rproc->log.failed = true;
		return LINUX_ENOMEM;
	}
	sfw_kernel_log(&rproc->log, "info", "attaching to %s", rproc->board->name);
	int error = prepare_device(rproc);

	if (error == 0)
		error = take_table(rproc, table);
	if (error == 0)
		error = prepare(rproc);
	if (error == 0)
		error = sfw_virtio_start(rproc);
	if (error != 0) {
		rproc->power--;
		return error;
	}
	/* the table is used in place */
	rproc->table_kept = true;
	rproc->state = REMOTEPROC_RUNNING;
	sfw_kernel_log(&rproc->log, "info", "remote processor %s is now attached", rproc->board->name);
	return 0;
}

/* rproc_stop(): keeps the state if the driver fails. */
static int stop(struct remoteproc *rproc, const struct boot_ops *ops, void *context)
{
	const int error = ops->stop(rproc, context);

	if (error != 0) {
		sfw_kernel_log(&rproc->log, "err", "can't stop rproc: %d", error);
		return error;
	}
	rproc->state = REMOTEPROC_OFFLINE;
	sfw_kernel_log(&rproc->log, "info", "stopped remote processor %s", rproc->board->name);
	return 0;
}

int sfw_boot_stop(struct remoteproc *rproc, const struct boot_ops *ops, void *context)
{
	if (rproc->state == REMOTEPROC_OFFLINE)
		return LINUX_EINVAL;
	if (--rproc->power > 0)
		return 0;
	const int error = stop(rproc, ops, context);

	if (error != 0) {
		rproc->power++;
		return error;
	}
	if (sfw_virtio_remove(rproc) != 0)
		return KERNEL_CRASH;
	release(rproc, ops, context);
	return 0;
}

int sfw_boot_recover(struct remoteproc *rproc, const struct boot_ops *ops, void *context)
{
	if (rproc->state != REMOTEPROC_RUNNING)
		return 0;
	rproc->state = REMOTEPROC_CRASHED;
	sfw_kernel_log(&rproc->log, "err", "handling crash #%u in %s", ++rproc->crashes, rproc->board->name);
	sfw_kernel_log(&rproc->log, "err", "recovering %s", rproc->board->name);
	int error = stop(rproc, ops, context);

	if (error != 0)
		return error;
	error = start(rproc, ops, context);
	if (error < 0)
		release(rproc, ops, context);
	return error;
}
