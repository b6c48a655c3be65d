/* SPDX-License-Identifier: BSD-2-Clause */
/* A firmware image without what no device loads. */
#ifndef SFW_ELFSTRIP_H
#define SFW_ELFSTRIP_H

#include "elf32.h"

/*
 * Writes the image that signfw_elf_strip() makes of `elf`, which was read
 * without an error.  What prevents it becomes a finding, and nothing is written.
 *
 * SIGNFW_OK, whatever was found, or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_elf32_strip(struct builder *out, const struct elf32 *elf, signfw_findings *findings);

#endif
