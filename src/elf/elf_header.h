/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ELF headers between bytes and host form, by libelf; for elf32.c and its neighbours only.
 *
 * Only libelf's translation is used: elf_memory() would size its own
 * allocations by numbers from the file.
 */
#ifndef SFW_ELF_ELF_HEADER_H
#define SFW_ELF_ELF_HEADER_H

#include <libelf.h>

#include "base/bytes.h"

/* Reads the `size` bytes of a header at `offset` of the file; false if they are not all inside. */
MUST_CHECK bool sfw_elf_header_read(struct span file, uint64_t offset, Elf_Type type, void *out, size_t size);

/* Likewise, of a 64-bit file. */
MUST_CHECK bool sfw_elf64_header_read(struct span file, uint64_t offset, Elf_Type type, void *out, size_t size);

/* Writes a header over `size` bytes. */
void sfw_elf_header_write(uint8_t *out, Elf_Type type, const void *header, size_t size);

#endif
