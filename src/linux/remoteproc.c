/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/remoteproc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/resource_format.h"

/* Frees the state of a boot, but keeps what lasts until the next one. */
static void forget_boot(struct remoteproc *rproc)
{
	sfw_kernel_log_clear(&rproc->log);
	sfw_carveouts_cleanup(&rproc->carveouts);
	sfw_builder_cleanup(&rproc->table);
	free(rproc->vdevs);
	free(rproc->answers);
	*rproc = (struct remoteproc){
		.kernel = rproc->kernel,
		.board = rproc->board,
		.state = rproc->state,
		.power = rproc->power,
		.crashes = rproc->crashes,
		.virtio_count = rproc->virtio_count,
		.platform_count = rproc->platform_count,
	};
}

void sfw_remoteproc_reset(struct remoteproc *rproc)
{
	forget_boot(rproc);
	*rproc = (struct remoteproc){.kernel = rproc->kernel, .board = rproc->board};
}

static void add_region(struct remoteproc *rproc, const struct board_region *region)
{
	struct carveout carveout = {
		.source = region->is_pool ? CARVEOUT_POOL : CARVEOUT_REGION,
		.pa = region->pa,
		.len = region->size,
		/* a pool's device address isn't translated */
		.da = region->is_pool ? (uint32_t)region->pa : region->da,
		.entry = CARVEOUT_NONE,
	};

	snprintf(carveout.name, sizeof(carveout.name), "%s", region->name);
	sfw_carveouts_add(&rproc->carveouts, &carveout);
}

bool sfw_remoteproc_begin(struct remoteproc *rproc)
{
	forget_boot(rproc);
	/* an entry asks for at most a carveout for each of its rings */
	if (!sfw_carveouts_init(&rproc->carveouts,
				rproc->board->region_count + (size_t)REMOTEPROC_ENTRIES_MAX * REMOTEPROC_RINGS))
		return false;
	for (size_t i = 0; i < rproc->board->region_count; i++)
		add_region(rproc, &rproc->board->regions[i]);
	return true;
}

bool sfw_remoteproc_copy_table(struct remoteproc *rproc, struct span table)
{
	struct signfw_resource_header header;
	struct span copy;

	signfw_resource_table_header(table.data, table.size, &header);
	rproc->answer_count = header.entry_count < REMOTEPROC_ENTRIES_MAX ? header.entry_count : REMOTEPROC_ENTRIES_MAX;
	rproc->answers = sfw_array_new(rproc->answer_count + 1, sizeof(*rproc->answers));
	rproc->vdevs = sfw_array_room(rproc->answer_count + 1, sizeof(*rproc->vdevs));
	sfw_builder_bytes(&rproc->table, table.data, table.size);
	rproc->has_table = true;
	return rproc->answers != NULL && rproc->vdevs != NULL && sfw_builder_view(&rproc->table, &copy);
}

struct span sfw_remoteproc_table(const struct remoteproc *rproc)
{
	return (struct span){rproc->table.data, rproc->table.size};
}

void sfw_remoteproc_write_u8(struct remoteproc *rproc, uint64_t offset, uint8_t value)
{
	if (offset < rproc->table.size)
		rproc->table.data[offset] = value;
}

void sfw_remoteproc_write_u32(struct remoteproc *rproc, uint64_t offset, uint32_t value)
{
	for (unsigned i = 0; i < sizeof(value); i++)
		sfw_remoteproc_write_u8(rproc, offset + i, (uint8_t)(value >> 8 * i));
}

int sfw_remoteproc_refuse(struct remoteproc *rproc, const char *line)
{
	sfw_kernel_log(&rproc->log, "err", "%s", line);
	return LINUX_EINVAL;
}

int sfw_remoteproc_crash(struct remoteproc *rproc, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(rproc->reason, sizeof(rproc->reason), format, arguments);
	va_end(arguments);
	return KERNEL_CRASH;
}

struct carveout *sfw_remoteproc_memory(struct remoteproc *rproc, const char *name)
{
	struct carveout *found = sfw_carveouts_find(&rproc->carveouts, name);
	struct carveout uncertain = {.source = CARVEOUT_UNCERTAIN, .da = CARVEOUT_NONE, .entry = CARVEOUT_NONE};

	if (found != NULL || rproc->board->known)
		return found;
	snprintf(uncertain.name, sizeof(uncertain.name), "%s", name);
	sfw_carveouts_add(&rproc->carveouts, &uncertain);
	return sfw_carveouts_find(&rproc->carveouts, name);
}
