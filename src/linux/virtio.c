/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/virtio.h"

#include <stdio.h>

#include "format/resource_entry.h"
#include "format/resource_format.h"
#include "linux/vring.h"

#define RPMSG_NAME_SERVICE UINT32_C(1) /* the one feature of it that is kept */
#define STM32_NOTIFYIDS    2           /* the driver has a mailbox for each */
#define PAGE               UINT64_C(4096)
#define STATUS_ACKNOWLEDGE 0x01
#define STATUS_DRIVER      0x02
#define STATUS_DRIVER_OK   0x04
#define STATUS_FAILED      0x80

/* Where a device's buffers come from; size 0 of a known one: the memory for DMA of the whole system. */
struct pool {
	bool known;
	uint64_t size;
};

static void set_status(struct remoteproc *rproc, const struct rproc_vdev *vdev, uint8_t status)
{
	sfw_remoteproc_write_u8(rproc, (uint64_t)vdev->entry.offset + SFW_ENTRY_TYPE_SIZE + SFW_VDEV_STATUS, status);
}

/* rproc_add_virtio_dev(): takes its own region, otherwise the first one of the processor. */
static struct pool find_pool(struct remoteproc *rproc, unsigned index)
{
	char name[CARVEOUT_NAME_SIZE];

	snprintf(name, sizeof(name), "vdev%ubuffer", index);
	const struct carveout *own = sfw_remoteproc_memory(rproc, name);

	if (own != NULL && own->mapped)
		sfw_kernel_log(&rproc->log, "warn", "vdev %u buffer already mapped", index);
	if (own != NULL)
		return (struct pool){own->source != CARVEOUT_UNCERTAIN, own->len};
	return (struct pool){true, rproc->board->region_count > 0 ? rproc->board->regions[0].size : 0};
}

/* Allocates one block; pools have blocks of 2^n pages. */
static bool take_buffers(struct remoteproc *rproc, struct pool pool, uint64_t size)
{
	uint64_t piece = PAGE, pa;

	if (!pool.known)
		return true;
	if (pool.size == 0)
		return sfw_carveouts_dma(&rproc->carveouts, size, &pa);
	while (piece < size)
		piece *= 2;
	return piece <= pool.size;
}

/* rp_find_vq(): ring `index` begins where its memory begins. */
static int find_queue(struct remoteproc *rproc, const struct rproc_vdev *vdev, size_t index)
{
	static const char *const names[REMOTEPROC_RINGS] = {"input", "output"};
	const struct rproc_ring *ring = &vdev->rings[index];
	char name[CARVEOUT_NAME_SIZE];

	snprintf(name, sizeof(name), "vdev%uvring%zu", vdev->index, index);
	const struct carveout *memory = sfw_remoteproc_memory(rproc, name);

	if (memory == NULL || (memory->source != CARVEOUT_UNCERTAIN && !memory->mapped))
		return LINUX_ENOMEM;
	if (!ring->parsed)
		return sfw_remoteproc_crash(
			rproc,
			"entry %zu: RPMsg needs two vrings, and Linux writes through an address that isn't "
			"one when it sets up number %zu without entries",
			vdev->entry_index, index);
	if (ring->num > VRING_NUM_MAX) {
		sfw_kernel_log(&rproc->log, "err", "vring_new_virtqueue %s failed", names[index]);
		sfw_vring_free(rproc, vdev, index);
		return LINUX_ENOMEM;
	}
	if (memory->source != CARVEOUT_UNCERTAIN)
		sfw_remoteproc_write_u32(rproc, sfw_table_vring_offset(&vdev->entry, index) + SFW_VRING_DA, memory->da);
	return 0;
}

/* rpmsg_probe() of drivers/rpmsg/virtio_rpmsg_bus.c. */
static int probe_rpmsg(struct remoteproc *rproc, const struct rproc_vdev *vdev, struct pool pool)
{
	int error = 0;

	for (size_t i = 0; error == 0 && i < REMOTEPROC_RINGS; i++)
		error = find_queue(rproc, vdev, i);
	if (error != 0)
		return error;
	if (vdev->rings[0].num != vdev->rings[1].num)
		sfw_kernel_log(&rproc->log, "WARN", "WARN_ON(vq[0]->num!=vq[1]->num)");
	if (!take_buffers(rproc, pool, sfw_rpmsg_buffers(vdev->rings[0].num)))
		return LINUX_ENOMEM;
	/* the driver of the STM32MP, asked to ring the mailbox of the first ring */
	if (vdev->rings[0].notifyid >= STM32_NOTIFYIDS)
		sfw_kernel_log(&rproc->log, "WARN", "WARN_ON(vqid >= MBOX_NB_VQ) in stm32_rproc_kick");
	sfw_kernel_log(&rproc->log, "info", "rpmsg host is online");
	return 0;
}

static void log_probe_failure(struct remoteproc *rproc, int error)
{
	if (rproc->kernel->old_probe_lines)
		sfw_kernel_log(&rproc->log, "warn", "virtio_rpmsg_bus: probe of virtio%u failed with error %d",
			       rproc->virtio_count, error);
	else
		sfw_kernel_log(&rproc->log, "err", "virtio%u: probe with driver virtio_rpmsg_bus failed with error %d",
			       rproc->virtio_count, error);
}

/* The driver of the device: there is one for RPMsg. */
static int probe(struct remoteproc *rproc, const struct rproc_vdev *vdev, struct pool pool)
{
	const uint64_t fields = (uint64_t)vdev->entry.offset + SFW_ENTRY_TYPE_SIZE;
	const uint8_t status = STATUS_ACKNOWLEDGE | STATUS_DRIVER;
	uint32_t features = 0;

	if (vdev->entry.id != VIRTIO_ID_RPMSG ||
	    !sfw_table_u32(sfw_remoteproc_table(rproc), fields + SFW_VDEV_DFEATURES, &features))
		return 0;
	sfw_remoteproc_write_u32(rproc, fields + SFW_VDEV_GFEATURES, features & RPMSG_NAME_SERVICE);
	const int error = probe_rpmsg(rproc, vdev, pool);

	if (error == KERNEL_CRASH)
		return KERNEL_CRASH;
	set_status(rproc, vdev, (uint8_t)(status | (error == 0 ? STATUS_DRIVER_OK : STATUS_FAILED)));
	if (error == 0)
		return 0;
	log_probe_failure(rproc, error);
	rproc->vdev_failed = true;
	rproc->answers[vdev->entry_index] = (struct entry_answer){SIGNFW_LINUX_ENTRY_REFUSED, error};
	return 0;
}

int sfw_virtio_start(struct remoteproc *rproc)
{
	for (size_t i = 0; i < rproc->vdev_count; i++) {
		const struct rproc_vdev *vdev = &rproc->vdevs[i];
		const struct pool pool = find_pool(rproc, vdev->index);

		set_status(rproc, vdev, STATUS_ACKNOWLEDGE);
		if (probe(rproc, vdev, pool) == KERNEL_CRASH)
			return KERNEL_CRASH;
		sfw_kernel_log(&rproc->log, "info", "registered virtio%u (type %d)", rproc->virtio_count++,
			       (int)vdev->entry.id);
	}
	return 0;
}

int sfw_virtio_remove(struct remoteproc *rproc)
{
	for (size_t i = 0; i < rproc->vdev_count; i++)
		if (rproc->vdevs[i].entry.num_of_vrings < REMOTEPROC_RINGS)
			return sfw_remoteproc_crash(
				rproc, "entry %zu: Linux frees two vrings, of which the vdev has only %u",
				rproc->vdevs[i].entry_index, (unsigned)rproc->vdevs[i].entry.num_of_vrings);
	return 0;
}
