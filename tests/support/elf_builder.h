/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes a good ELF32 file in memory; a test then spoils one field of it.
 *
 *     ELF header | program headers | segments | sections | section names | section headers
 *
 * Section 0 is the empty one, then come those asked for, last ".shstrtab".
 */
#ifndef TEST_ELF_BUILDER_H
#define TEST_ELF_BUILDER_H

#include <elf.h>

#include "support.h"

/* Its bytes in the file are a pattern; p_vaddr is p_paddr. */
struct elf_segment {
	uint32_t type, paddr, filesz, memsz;
};

struct elf_section {
	const char *name;
	uint32_t address;
	const void *data; /* NULL: zeros */
	uint32_t size;
};

/* Free `data` with free(). */
struct test_file elf_build(const struct elf_segment *segments, size_t segment_count, const struct elf_section *sections,
			   size_t section_count);

/* Two PT_LOAD segments, 64 bytes at 0x10000000 and 16 (in memory 32) at 0x20000000. */
struct test_file elf_good(void);

/* Offsets of fields in the file. */
#define ELF_HEADER(field)         offsetof(Elf32_Ehdr, field)
#define ELF_SEGMENT(index, field) (sizeof(Elf32_Ehdr) + (index) * sizeof(Elf32_Phdr) + offsetof(Elf32_Phdr, field))
#define ELF_SECTION(elf, index, field) \
	(get_u32((elf).data + ELF_HEADER(e_shoff)) + (index) * sizeof(Elf32_Shdr) + offsetof(Elf32_Shdr, field))

#endif
