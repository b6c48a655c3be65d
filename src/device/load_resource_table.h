/* SPDX-License-Identifier: BSD-2-Clause */
/* The resource table of an image, as OP-TEE's elf_parser.c and remoteproc_core.c find it. */
#ifndef SFW_DEVICE_LOAD_RESOURCE_TABLE_H
#define SFW_DEVICE_LOAD_RESOURCE_TABLE_H

#include "device/image_bytes.h"

/* Finds, checks and keeps the image's resource table; SIGNFW_TEE_SUCCESS, too, if it has none. */
uint32_t sfw_load_resource_table(const struct image_load *image);

#endif
