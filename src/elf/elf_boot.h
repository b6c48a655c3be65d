/* SPDX-License-Identifier: BSD-2-Clause */
/* The address of the vector table of a firmware image. */
#ifndef SFW_ELF_ELF_BOOT_H
#define SFW_ELF_ELF_BOOT_H

#include "elf/elf32.h"

/*
 * signfw_elf_boot_address() of an image that was read: every finding but
 * information is an error, and *out is of use if there is none.
 */
void sfw_elf32_boot_address(uint32_t *out, const struct elf32 *elf, signfw_findings *findings);

#endif
