/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/boot.h"

#include <stdio.h>

#include "base/error.h"
#include "linux/elf_loader.h"
#include "linux/resources.h"
#include "linux/virtio.h"

/* Far more than any real table has; Linux takes up to 4 MiB. */
#define TABLE_SIZE_MAX 65536

/* The table, from wherever it comes. */
static int parse(struct remoteproc *rproc, const struct boot_source *source, struct span *table)
{
	*table = source->table;
	return source->file.data != NULL ? sfw_elf_loader_table(rproc, source->file, table) : 0;
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

static int find_loaded(struct remoteproc *rproc, const struct boot_source *source, bool *found)
{
	if (source->file.data != NULL)
		return sfw_elf_loader_find_loaded(rproc, source->file, found);
	*found =
		rproc->has_table && (!rproc->board->known || source->table_pa == SIGNFW_NO_OFFSET ||
				     sfw_carveouts_at(&rproc->carveouts, source->table_pa, source->table.size) != NULL);
	return 0;
}

/* rproc_start() */
static int start(struct remoteproc *rproc, const struct boot_source *source, bool *table_kept)
{
	int error = source->file.data != NULL ? sfw_elf_loader_load(rproc, source->file) : 0;

	if (error < 0)
		sfw_kernel_log(&rproc->log, "err", "Failed to load program segments: %d", error);
	if (error == 0)
		error = find_loaded(rproc, source, table_kept);
	if (error == 0)
		error = sfw_virtio_start(rproc);
	if (error == 0)
		sfw_kernel_log(&rproc->log, "info", "remote processor %s is now up", rproc->board->name);
	return error;
}

/* rproc_fw_boot() */
static int boot_firmware(struct remoteproc *rproc, const struct boot_source *source, bool *table_kept)
{
	struct span table;
	int error = source->file.data != NULL ? sfw_elf_loader_check(rproc, source->file) : 0;

	if (error != 0)
		return error;
	sfw_kernel_log(&rproc->log, "info", "Booting fw image rproc-%s-fw, size %llu", rproc->board->name,
		       (unsigned long long)source->file_size);
	if (rproc->board->prepare_error != 0) {
		sfw_kernel_log(&rproc->log, "err", "%s", rproc->board->prepare_line);
		sfw_kernel_log(&rproc->log, "err", "can't prepare rproc %s: %d", rproc->board->name,
			       rproc->board->prepare_error);
		return rproc->board->prepare_error;
	}
	error = parse(rproc, source, &table);
	if (error != 0)
		return error;
	if (table.size > TABLE_SIZE_MAX)
		return RESOURCES_UNSUPPORTED;
	if (source->file.data != NULL && table.data != NULL)
		rproc->table_offset = (uint64_t)(table.data - source->file.data);
	if (table.size > 0 && !sfw_remoteproc_copy_table(rproc, table)) {
		rproc->log.failed = true;
		return LINUX_ENOMEM;
	}
	error = prepare(rproc);
	if (error == 0)
		error = start(rproc, source, table_kept);
	/* what was set up is taken down */
	if (error < 0 && sfw_virtio_remove(rproc) != 0)
		error = KERNEL_CRASH;
	return error;
}

static enum signfw_linux_verdict judge(struct remoteproc *rproc, int error, bool table_kept)
{
	if (error == KERNEL_CRASH)
		return SIGNFW_LINUX_UNSAFE;
	if (error != 0)
		return SIGNFW_LINUX_REFUSED;
	if (sfw_virtio_remove(rproc) != 0)
		return SIGNFW_LINUX_UNSAFE_ON_STOP;
	if (rproc->vdev_failed)
		return SIGNFW_LINUX_BOOTS_WITHOUT_IPC;
	if (rproc->has_table && !table_kept)
		return SIGNFW_LINUX_BOOTS_TABLE_HIDDEN;
	return sfw_kernel_log_has(&rproc->log, "warn") || sfw_kernel_log_has(&rproc->log, "WARN")
		       ? SIGNFW_LINUX_BOOTS_WITH_WARNING
		       : SIGNFW_LINUX_OK;
}

static size_t count_accepted(const struct remoteproc *rproc)
{
	size_t count = 0;

	for (size_t i = 0; i < rproc->answer_count; i++)
		count += rproc->answers[i].answer == SIGNFW_LINUX_ACCEPTED;
	return count;
}

enum signfw_status sfw_boot(struct remoteproc *rproc, const struct boot_source *source, struct signfw_linux_boot *out,
			    struct signfw_error *err)
{
	bool table_kept = false;

	if (!sfw_remoteproc_begin(rproc))
		return sfw_fail_memory(err);
	sfw_kernel_log(&rproc->log, "info", "powering up %s", rproc->board->name);
	const int error = boot_firmware(rproc, source, &table_kept);

	if (error < 0)
		sfw_kernel_log(&rproc->log, "err", "Boot failed: %d", error);
	if (rproc->log.failed)
		return sfw_fail_memory(err);
	if (error == RESOURCES_UNSUPPORTED)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
				"the resource table has more than %d entries or %d bytes, far more than any real one",
				REMOTEPROC_ENTRIES_MAX, TABLE_SIZE_MAX);
	const bool in_file = source->file.data != NULL && rproc->has_table;

	*out = (struct signfw_linux_boot){
		.verdict = judge(rproc, error, table_kept),
		.error = error < 0 ? error : 0,
		.accepted = count_accepted(rproc),
		.table_kept = table_kept,
		.table_offset = in_file ? rproc->table_offset : SIGNFW_NO_OFFSET,
		.table_size = rproc->table.size,
	};
	snprintf(out->reason, sizeof(out->reason), "%s", rproc->reason);
	return SIGNFW_OK;
}
