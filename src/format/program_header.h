/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Program headers of ELF32 files.  They are a fact of the containers, too,
 * whose hash tables repeat them.
 */
#ifndef SFW_FORMAT_PROGRAM_HEADER_H
#define SFW_FORMAT_PROGRAM_HEADER_H

#include "base/bytes.h"

/* PT_LOAD, so that nobody else needs <elf.h>. */
#define SFW_SEGMENT_LOAD 1

/*
 * More program headers than this, in one image or in all of a container, are
 * refused: comparing them takes quadratic time.  A device's heap holds far fewer.
 */
#define SFW_SEGMENTS_MAX 4096

/* Size of Elf32_Phdr, and offsets of its fields. */
#define SFW_PROGRAM_HEADER_SIZE 32
enum {
	SFW_P_TYPE = 0,
	SFW_P_OFFSET = 4,
	SFW_P_VADDR = 8,
	SFW_P_PADDR = 12,
	SFW_P_FILESZ = 16,
	SFW_P_MEMSZ = 20,
	SFW_P_FLAGS = 24,
	SFW_P_ALIGN = 28
};

/* A program header, Elf32_Phdr in its order. */
struct segment {
	uint32_t type, offset, vaddr, paddr, filesz, memsz, flags, align;
};

/* The program header in SFW_PROGRAM_HEADER_SIZE bytes, little-endian. */
struct segment sfw_segment_read(const uint8_t *bytes);

void sfw_segment_write(struct builder *out, const struct segment *segment);

bool sfw_segment_equal(const struct segment *a, const struct segment *b);

/* Whether devices load it, that is, whether it is PT_LOAD. */
bool sfw_segment_is_loaded(const struct segment *segment);

/* Offset of the end of its bytes in the file. */
uint64_t sfw_segment_file_end(const struct segment *segment);

/* Number of bytes of memory that loading it writes. */
uint64_t sfw_segment_memory_size(const struct segment *segment);

#endif
