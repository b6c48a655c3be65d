/* SPDX-License-Identifier: BSD-2-Clause */
/* A firmware image without what no device loads. */
#ifndef SFW_ELF_ELF_STRIP_H
#define SFW_ELF_ELF_STRIP_H

#include "elf/elf32.h"

/*
 * Strips `elf`, which was read without an error, as signfw_elf_strip() does: its
 * bytes, and what they say, which borrows them.  What prevents it becomes a
 * finding, and nothing is handed out.
 *
 * SIGNFW_OK, whatever was found, or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_elf32_strip(struct builder *out, struct elf32 *out_elf, const struct elf32 *elf,
				   signfw_findings *findings);

#endif
