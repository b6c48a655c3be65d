/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * LOAD of one image, in the order of OP-TEE's elf_parser.c and remoteproc_core.c.
 * This is the device's own reading of ELF, its gaps included: it shares nothing
 * with elf32.c.
 */
#ifndef SFW_DEVICE_LOAD_IMAGE_H
#define SFW_DEVICE_LOAD_IMAGE_H

#include "device/answer.h"

/* The ELF header of the first image, checked with the size of all images. */
uint32_t sfw_load_first_header(struct load *load);

/* One image: its segments, then its resource table. */
uint32_t sfw_load_image(struct load *load, size_t image, uint64_t offset, uint32_t size);

#endif
