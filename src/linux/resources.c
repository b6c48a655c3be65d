/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/resources.h"

#include <stdio.h>
#include <string.h>

#include "format/resource_entry.h"
#include "format/resource_format.h"
#include "linux/entry_name.h"
#include "linux/vring.h"

/* An entry while its handler runs. */
struct handled {
	struct signfw_resource entry;
	size_t index;
	uint64_t payload; /* where in the table its fields are */
	size_t available; /* bytes from there on */
};

static void answer(struct remoteproc *rproc, size_t index, enum signfw_linux_answer value, int error)
{
	rproc->answers[index] = (struct entry_answer){value, error};
}

/* ---- carveouts, device memory, trace buffers ---- */

/* Associates an entry with registered memory. */
static int claim(struct remoteproc *rproc, const struct handled *handled, struct carveout *carveout)
{
	if (carveout->entry != CARVEOUT_NONE) {
		sfw_kernel_log(&rproc->log, "err", "Carveout already associated to resource table");
		return LINUX_ENOMEM;
	}
	if (!sfw_carveout_fits(carveout, handled->entry.da, handled->entry.len, &rproc->log))
		return LINUX_ENOMEM;
	carveout->entry = (uint32_t)handled->payload;
	return 0;
}

static int handle_carveout(struct remoteproc *rproc, const struct handled *handled)
{
	const struct signfw_resource *entry = &handled->entry;
	struct carveout added = {.source = CARVEOUT_DYNAMIC, .len = entry->len, .da = entry->da};

	if (handled->available < SFW_CARVEOUT_SIZE)
		return sfw_remoteproc_refuse(rproc, "carveout rsc is truncated");
	if (entry->reserved != 0)
		return sfw_remoteproc_refuse(rproc, "carveout rsc has non zero reserved bytes");
	switch (sfw_entry_name(sfw_remoteproc_table(rproc), handled->payload + SFW_CARVEOUT_NAME, added.name)) {
	case ENTRY_NAME_NO_END:
		return sfw_remoteproc_crash(rproc,
					    "entry %zu: Linux reads the name of the carveout on behind the table's end",
					    handled->index);
	case ENTRY_NAME_DEREFERENCE:
		return sfw_remoteproc_crash(
			rproc,
			"entry %zu: Linux takes the name of the carveout for a format of printf, and follows an "
			"address that isn't one",
			handled->index);
	case ENTRY_NAME_UNCERTAIN:
		added.name_uncertain = true;
		break;
	case ENTRY_NAME_PLAIN:
		break;
	}
	struct carveout *known = added.name_uncertain ? NULL : sfw_remoteproc_memory(rproc, added.name);

	if (known != NULL)
		return claim(rproc, handled, known);
	added.entry = (uint32_t)handled->payload;
	sfw_carveouts_add(&rproc->carveouts, &added);
	return 0;
}

static int handle_trace(struct remoteproc *rproc, const struct handled *handled)
{
	if (handled->available < SFW_TRACE_SIZE)
		return sfw_remoteproc_refuse(rproc, "trace rsc is truncated");
	if (handled->entry.reserved != 0)
		return sfw_remoteproc_refuse(rproc, "trace rsc has non zero reserved bytes");
	return 0;
}

/* ---- virtio devices ---- */

/* rproc_virtio_probe(), or the same as older kernels do it in the handler. */
static int set_up_vdev(struct remoteproc *rproc, const struct handled *handled, unsigned index)
{
	struct rproc_vdev vdev = {.entry = handled->entry, .entry_index = handled->index, .index = index};
	int error = 0;

	for (size_t i = 0; error == 0 && i < handled->entry.num_of_vrings; i++)
		error = sfw_vring_parse(rproc, &vdev, i);
	for (size_t i = 0; error == 0 && i < handled->entry.num_of_vrings; i++) {
		error = sfw_vring_allocate(rproc, &vdev, i);
		/* undo the steps before */
		for (size_t j = i; error != 0 && j > 0; j--)
			sfw_vring_free(rproc, &vdev, j - 1);
		if (error != 0)
			rproc->next_notifyid -= (uint32_t)i;
	}
	if (error == 0)
		rproc->vdevs[rproc->vdev_count++] = vdev;
	return error;
}

/* Newer kernels register a device and ignore whether its probe fails. */
static int add_vdev(struct remoteproc *rproc, const struct handled *handled)
{
	const int error = set_up_vdev(rproc, handled, rproc->vdevs_seen++);
	const unsigned device = ++rproc->platform_count;

	if (error == 0 || rproc->kernel->core_makes_vdevs)
		return error;
	sfw_kernel_log(&rproc->log, "err", "rproc-virtio.%u.auto: probe with driver rproc-virtio failed with error %d",
		       device, error);
	rproc->vdev_failed = true;
	answer(rproc, handled->index, SIGNFW_LINUX_ENTRY_REFUSED, error);
	return 0;
}

/* Whether the rings and the config space of a vdev fit. */
static bool vdev_is_whole(const struct remoteproc *rproc, const struct handled *handled)
{
	uint64_t size =
		SFW_VDEV_SIZE + (uint64_t)handled->entry.num_of_vrings * SFW_VRING_SIZE + handled->entry.config_len;

	/* a sum of 32 bits, before 6.1 */
	if (rproc->kernel->core_makes_vdevs)
		size = (uint32_t)size;
	return size <= handled->available;
}

static int handle_vdev(struct remoteproc *rproc, const struct handled *handled)
{
	const struct signfw_resource *entry = &handled->entry;

	if (handled->available <= SFW_VDEV_RING_COUNT)
		return sfw_remoteproc_crash(rproc,
					    "entry %zu: Linux reads the vdev's num_of_vrings behind the table's end",
					    handled->index);
	if (!vdev_is_whole(rproc, handled))
		return sfw_remoteproc_refuse(rproc, "vdev rsc is truncated");
	if (entry->reserved_bytes[0] != 0 || entry->reserved_bytes[1] != 0)
		return sfw_remoteproc_refuse(rproc, "vdev rsc has non zero reserved bytes");
	if (entry->num_of_vrings > REMOTEPROC_RINGS) {
		sfw_kernel_log(&rproc->log, "err", "too many vrings: %u", entry->num_of_vrings);
		return LINUX_EINVAL;
	}
	return add_vdev(rproc, handled);
}

/* ---- the walk ---- */

static int handle_entry(struct remoteproc *rproc, const struct handled *handled)
{
	switch (handled->entry.type) {
	case SIGNFW_RESOURCE_CARVEOUT:
		return handle_carveout(rproc, handled);
	case SIGNFW_RESOURCE_DEVMEM:
		/* Linux logs nothing: there is no IOMMU to map the memory */
		return LINUX_EINVAL;
	case SIGNFW_RESOURCE_TRACE:
		return handle_trace(rproc, handled);
	default:
		return handle_vdev(rproc, handled);
	}
}

/* An entry without a handler. */
static bool is_ignored(struct remoteproc *rproc, uint32_t type)
{
	if (type >= SIGNFW_RESOURCE_VENDOR_FIRST && type <= SIGNFW_RESOURCE_VENDOR_LAST)
		sfw_kernel_log(&rproc->log, "warn", "unsupported vendor resource %d", (int)type);
	else if (type > SIGNFW_RESOURCE_VDEV)
		sfw_kernel_log(&rproc->log, "warn", "unsupported resource %d", (int)type);
	else
		return false;
	return true;
}

/* Finds entry `index`.  Returns 0, or the error that ends the walk. */
static int find_entry(struct remoteproc *rproc, size_t index, struct handled *out)
{
	const struct span table = sfw_remoteproc_table(rproc);
	uint32_t offset;

	if (!sfw_table_entry_offset(table, index, &offset))
		return sfw_remoteproc_crash(
			rproc, "Linux reads the offset of entry %zu behind the end of the table, which has %zu bytes",
			index, table.size);
	/* older kernels compare signed numbers */
	if (rproc->kernel->signed_offsets && offset > INT32_MAX &&
	    (uint32_t)table.size - offset - SFW_ENTRY_TYPE_SIZE <= INT32_MAX)
		return sfw_remoteproc_crash(
			rproc, "entry %zu: its offset 0x%x is negative for Linux, which reads in front of the table",
			index, offset);
	if ((offset < SFW_TABLE_HEADER_SIZE && !rproc->kernel->signed_offsets) ||
	    !sfw_table_entry(table, offset, &out->entry))
		return sfw_remoteproc_refuse(rproc, "rsc table is truncated");
	out->index = index;
	out->payload = (uint64_t)offset + SFW_ENTRY_TYPE_SIZE;
	out->available = table.size - (size_t)out->payload;
	return 0;
}

static int walk_entry(struct remoteproc *rproc, size_t index)
{
	struct handled handled = {0};
	int error = find_entry(rproc, index, &handled);

	if (error == 0 && is_ignored(rproc, handled.entry.type)) {
		answer(rproc, index, SIGNFW_LINUX_IGNORED, 0);
		return 0;
	}
	if (error == 0)
		error = handle_entry(rproc, &handled);
	if (error != 0)
		answer(rproc, index, SIGNFW_LINUX_ENTRY_REFUSED, error == KERNEL_CRASH ? 0 : error);
	else if (rproc->answers[index].answer == SIGNFW_LINUX_NOT_REACHED)
		answer(rproc, index, SIGNFW_LINUX_ACCEPTED, 0);
	return error;
}

int sfw_resources_handle(struct remoteproc *rproc)
{
	uint32_t count = 0;
	int error = 0;

	if (!rproc->has_table)
		return 0;
	/* Linux reads the header again for each entry: a handler may have overwritten it */
	for (size_t i = 0; error == 0; i++) {
		if (!sfw_table_u32(sfw_remoteproc_table(rproc), SFW_TABLE_COUNT, &count))
			return sfw_remoteproc_crash(
				rproc,
				"Linux reads the number of entries behind the end of the table, which has %zu bytes",
				rproc->table.size);
		if (i >= count)
			break;
		if (i >= rproc->answer_count)
			return BOOT_UNSUPPORTED;
		error = walk_entry(rproc, i);
	}
	return error;
}

/* ---- memory ---- */

static int allocate_dynamic(struct remoteproc *rproc, struct carveout *carveout)
{
	if (!sfw_carveouts_dma(&rproc->carveouts, carveout->len, &carveout->pa)) {
		sfw_kernel_log(&rproc->log, "err", "failed to allocate dma memory: len 0x%llx",
			       (unsigned long long)carveout->len);
		sfw_kernel_log(&rproc->log, "err", "Unable to allocate carveout %s: %d", carveout->name, LINUX_ENOMEM);
		return LINUX_ENOMEM;
	}
	if (carveout->da == CARVEOUT_NONE)
		carveout->da = (uint32_t)carveout->pa;
	else if (carveout->da != (uint32_t)carveout->pa)
		sfw_kernel_log(&rproc->log, "warn", "Allocated carveout doesn't fit device address request");
	return 0;
}

/* Writes address and size of the whole region back into the entry of a carveout. */
static void write_back(struct remoteproc *rproc, const struct carveout *carveout)
{
	if (carveout->source == CARVEOUT_UNCERTAIN)
		return;
	/* memory that isn't mapped has no known address */
	sfw_remoteproc_write_u32(rproc, carveout->entry + SFW_CARVEOUT_PA,
				 carveout->mapped ? (uint32_t)carveout->pa : 0);
	sfw_remoteproc_write_u32(rproc, carveout->entry + SFW_CARVEOUT_DA, carveout->da);
	sfw_remoteproc_write_u32(rproc, carveout->entry + SFW_CARVEOUT_LEN, (uint32_t)carveout->len);
	if (carveout->mapped && carveout->pa > UINT32_MAX)
		sfw_kernel_log(&rproc->log, "warn", "Physical address cast in 32bit to fit resource table format");
}

int sfw_resources_allocate(struct remoteproc *rproc)
{
	for (size_t i = 0; i < rproc->carveouts.count; i++) {
		struct carveout *carveout = &rproc->carveouts.list[i];
		int error = 0;

		if (carveout->source == CARVEOUT_DYNAMIC)
			error = allocate_dynamic(rproc, carveout);
		if (error != 0)
			return error;
		carveout->mapped = carveout->source == CARVEOUT_DYNAMIC || carveout->source == CARVEOUT_REGION;
		if (carveout->entry != CARVEOUT_NONE)
			write_back(rproc, carveout);
	}
	return 0;
}
