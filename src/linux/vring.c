/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/vring.h"

#include <stdio.h>

#include "format/resource_entry.h"
#include "format/resource_format.h"

#define PAGE              UINT32_C(4096)
#define RPMSG_BUFFER_SIZE 512
#define RPMSG_BUFFERS_MAX 512

uint32_t sfw_rpmsg_buffers(uint32_t num)
{
	return (num < RPMSG_BUFFERS_MAX / 2 ? num * 2 : RPMSG_BUFFERS_MAX) * RPMSG_BUFFER_SIZE;
}

uint32_t sfw_vring_pages(uint32_t num, uint32_t align)
{
	/* vring_size() of Linux: descriptors, what is available, padding, what was used */
	const uint32_t available = 16 * num + 2 * (3 + num);
	const uint32_t size = ((available + align - 1) & ~(align - 1)) + 2 * 3 + 8 * num;

	return (size + PAGE - 1) & ~(PAGE - 1);
}

/* The ring as the table has it now. */
static struct signfw_vring read_ring(const struct remoteproc *rproc, const struct rproc_vdev *vdev, size_t index)
{
	struct signfw_vring ring = {0};

	/* the entry was checked before */
	return sfw_table_vring(sfw_remoteproc_table(rproc), &vdev->entry, index, &ring) ? ring
											: (struct signfw_vring){0};
}

int sfw_vring_parse(struct remoteproc *rproc, struct rproc_vdev *vdev, size_t index)
{
	const struct signfw_vring ring = read_ring(rproc, vdev, index);

	if (ring.num == 0 || ring.align == 0) {
		sfw_kernel_log(&rproc->log, "err", "invalid qsz (%d) or alignment (%d)", (int)ring.num,
			       (int)ring.align);
		return LINUX_EINVAL;
	}
	vdev->rings[index] = (struct rproc_ring){.parsed = true, .num = ring.num, .align = ring.align};
	return 0;
}

int sfw_vring_allocate(struct remoteproc *rproc, struct rproc_vdev *vdev, size_t index)
{
	const struct signfw_vring ring = read_ring(rproc, vdev, index);
	const uint32_t size = sfw_vring_pages(vdev->rings[index].num, vdev->rings[index].align);
	struct carveout added = {
		.source = CARVEOUT_DYNAMIC,
		.len = size,
		.da = ring.da,
		.entry = CARVEOUT_NONE,
	};

	snprintf(added.name, sizeof(added.name), "vdev%uvring%zu", vdev->index, index);
	const struct carveout *known = sfw_remoteproc_memory(rproc, added.name);

	if (known != NULL && !sfw_carveout_fits(known, ring.da, size, &rproc->log))
		return LINUX_ENOMEM;
	if (known == NULL)
		sfw_carveouts_add(&rproc->carveouts, &added);
	vdev->rings[index].notifyid = rproc->next_notifyid++;
	sfw_remoteproc_write_u32(rproc, sfw_table_vring_offset(&vdev->entry, index) + SFW_VRING_NOTIFYID,
				 vdev->rings[index].notifyid);
	return 0;
}

void sfw_vring_free(struct remoteproc *rproc, const struct rproc_vdev *vdev, size_t index)
{
	const uint64_t offset = sfw_table_vring_offset(&vdev->entry, index);

	sfw_remoteproc_write_u32(rproc, offset + SFW_VRING_DA, 0);
	sfw_remoteproc_write_u32(rproc, offset + SFW_VRING_NOTIFYID, UINT32_MAX);
}
