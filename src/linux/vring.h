/* SPDX-License-Identifier: BSD-2-Clause */
/* The rings of a virtio device, as the remoteproc core of Linux sets them up. */
#ifndef SFW_LINUX_VRING_H
#define SFW_LINUX_VRING_H

#include "linux/remoteproc.h"

/* More descriptors than Linux gets memory for in one piece. */
#define VRING_NUM_MAX 262144

/* The bytes that the buffers of RPMsg take, whose rings have so many entries. */
uint32_t sfw_rpmsg_buffers(uint32_t num);

/* The bytes that a ring takes, in whole pages, in 32 bits as Linux calculates. */
uint32_t sfw_vring_pages(uint32_t num, uint32_t align);

/* Each is about ring `index` of a vdev, and returns 0 or a negative errno. */
int sfw_vring_parse(struct remoteproc *rproc, struct rproc_vdev *vdev, size_t index);
int sfw_vring_allocate(struct remoteproc *rproc, struct rproc_vdev *vdev, size_t index);

/* Takes back what the table says of the ring. */
void sfw_vring_free(struct remoteproc *rproc, const struct rproc_vdev *vdev, size_t index);

#endif
