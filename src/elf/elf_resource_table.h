/* SPDX-License-Identifier: BSD-2-Clause */
/* The resource table of an image, for those who look at it from outside. */
#ifndef SFW_ELF_ELF_RESOURCE_TABLE_H
#define SFW_ELF_ELF_RESOURCE_TABLE_H

#include "elf/elf32.h"
#include "signfw/container.h"

/* All 0 if there is none; without bytes if the image isn't readable, or the table leaves it. */
struct signfw_resource_table sfw_elf32_table(const struct elf32 *elf, bool readable);

#endif
