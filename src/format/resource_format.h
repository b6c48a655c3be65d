/* SPDX-License-Identifier: BSD-2-Clause */
/* Where the fields of a resource table are: include/linux/rsc_table.h of Linux.  Entries needn't be aligned. */
#ifndef SFW_FORMAT_RESOURCE_FORMAT_H
#define SFW_FORMAT_RESOURCE_FORMAT_H

/* The table: a header, and the offsets of its entries from its own start. */
enum {
	SFW_TABLE_VERSION = 0,
	SFW_TABLE_COUNT = 4,
	SFW_TABLE_RESERVED = 8, /* two words */
	SFW_TABLE_HEADER_SIZE = 16,
	SFW_TABLE_OFFSET_SIZE = 4
};

/* An entry: its type, then what belongs to the type; from here on offsets count from behind the type. */
#define SFW_ENTRY_TYPE_SIZE 4

/* Carveouts, and device memory, which looks the same. */
enum {
	SFW_CARVEOUT_DA = 0,
	SFW_CARVEOUT_PA = 4,
	SFW_CARVEOUT_LEN = 8,
	SFW_CARVEOUT_FLAGS = 12,
	SFW_CARVEOUT_RESERVED = 16,
	SFW_CARVEOUT_NAME = 20,
	SFW_CARVEOUT_SIZE = 52
};

enum {
	SFW_TRACE_DA = 0,
	SFW_TRACE_LEN = 4,
	SFW_TRACE_RESERVED = 8,
	SFW_TRACE_NAME = 12,
	SFW_TRACE_SIZE = 44
};

/* The rings follow, then the configuration space. */
enum {
	SFW_VDEV_ID = 0,
	SFW_VDEV_NOTIFYID = 4,
	SFW_VDEV_DFEATURES = 8,
	SFW_VDEV_GFEATURES = 12,
	SFW_VDEV_CONFIG_LEN = 16,
	SFW_VDEV_STATUS = 20,     /* one byte */
	SFW_VDEV_RING_COUNT = 21, /* one byte */
	SFW_VDEV_RESERVED = 22,   /* two bytes */
	SFW_VDEV_SIZE = 24
};

/* The id of a virtio device whose two rings carry RPMsg. */
#define VIRTIO_ID_RPMSG 7

enum {
	SFW_VRING_DA = 0,
	SFW_VRING_ALIGN = 4,
	SFW_VRING_NUM = 8,
	SFW_VRING_NOTIFYID = 12,
	SFW_VRING_PA = 16,
	SFW_VRING_SIZE = 20
};

#define SFW_RESOURCE_NAME_SIZE 32

#endif
