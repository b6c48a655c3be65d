/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * LOAD of one image, in the order of OP-TEE's elf_parser.c and remoteproc_core.c.
 * This is the device's own reading of ELF, its gaps included: it shares nothing
 * with elf32.c.
 */
#ifndef SFW_DEVICE_LOAD_IMAGE_H
#define SFW_DEVICE_LOAD_IMAGE_H

#include "device/image_bytes.h"

/* The ELF header of the first image, checked with the size of all images. */
uint32_t sfw_load_first_header(struct load *load);

/* Where an image is that has so many bytes of images before it: the TA adds their sizes in 32 bits, with a sign. */
uint64_t sfw_load_image_offset(const struct load *load, uint32_t before);

/* One image: its segments, then its resource table. */
uint32_t sfw_load_image(const struct image_load *image);

#endif
