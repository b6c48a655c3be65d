/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/trial_boot.h"

#include <stdio.h>

#include "base/error.h"
#include "linux/boot.h"
#include "linux/elf_loader.h"
#include "linux/virtio.h"

/* ---- Linux's own loader ---- */

static int check_file(struct remoteproc *rproc, void *context)
{
	const struct boot_source *source = context;

	return sfw_elf_loader_check(rproc, source->file);
}

static int parse_file(struct remoteproc *rproc, void *context, struct span *table)
{
	const struct boot_source *source = context;
	const int error = sfw_elf_loader_table(rproc, source->file, table);

	if (error == 0 && table->data != NULL)
		rproc->table_offset = (uint64_t)(table->data - source->file.data);
	return error;
}

static int load_file(struct remoteproc *rproc, void *context)
{
	const struct boot_source *source = context;

	return sfw_elf_loader_load(rproc, source->file);
}

static int find_in_file(struct remoteproc *rproc, void *context, bool *found)
{
	const struct boot_source *source = context;

	return sfw_elf_loader_find_loaded(rproc, source->file, found);
}

static const struct boot_ops file_ops = {
	.check = check_file,
	.parse = parse_file,
	.load = load_file,
	.find_loaded = find_in_file,
};

/* ---- a TEE ---- */

static int parse_table(struct remoteproc *rproc, void *context, struct span *table)
{
	const struct boot_source *source = context;

	(void)rproc;
	*table = source->table;
	return 0;
}

static int find_table(struct remoteproc *rproc, void *context, bool *found)
{
	const struct boot_source *source = context;

	*found =
		rproc->has_table && (!rproc->board->known || source->table_pa == SIGNFW_NO_OFFSET ||
				     sfw_carveouts_at(&rproc->carveouts, source->table_pa, source->table.size) != NULL);
	return 0;
}

static const struct boot_ops table_ops = {
	.parse = parse_table,
	.find_loaded = find_table,
};

/* ---- the outcome ---- */

enum signfw_linux_verdict sfw_verdict(struct remoteproc *rproc, int error)
{
	if (error == KERNEL_CRASH)
		return SIGNFW_LINUX_UNSAFE;
	if (error != 0)
		return SIGNFW_LINUX_REFUSED;
	if (sfw_virtio_remove(rproc) != 0)
		return SIGNFW_LINUX_UNSAFE_ON_STOP;
	if (rproc->vdev_failed)
		return SIGNFW_LINUX_BOOTS_WITHOUT_IPC;
	if (rproc->has_table && !rproc->table_kept)
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

enum signfw_status sfw_trial_boot(struct remoteproc *rproc, const struct boot_source *source,
				  struct signfw_linux_boot *out, struct signfw_error *err)
{
	const bool in_file = source->file.data != NULL;
	struct boot_source mine = *source;

	sfw_remoteproc_reset(rproc);
	const int error = sfw_boot_start(rproc, in_file ? &file_ops : &table_ops, &mine, source->file_size);

	if (rproc->log.failed)
		return sfw_fail_memory(err);
	if (error == BOOT_UNSUPPORTED)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
				"the resource table has more entries or bytes than any real one (%d, 64 KiB)",
				REMOTEPROC_ENTRIES_MAX);
	*out = (struct signfw_linux_boot){
		.verdict = sfw_verdict(rproc, error),
		.error = error < 0 ? error : 0,
		.accepted = count_accepted(rproc),
		.table_kept = rproc->table_kept,
		.table_offset = in_file && rproc->has_table ? rproc->table_offset : SIGNFW_NO_OFFSET,
		.table_size = rproc->table.size,
	};
	snprintf(out->reason, sizeof(out->reason), "%s", rproc->reason);
	return SIGNFW_OK;
}
