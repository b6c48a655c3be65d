/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The ELF side of a PAS container: its program headers, of either class, in one
 * form.  Nothing here knows what a hash segment contains.
 */
#ifndef SFW_PAS_PAS_ELF_H
#define SFW_PAS_PAS_ELF_H

#include "base/bytes.h"
#include "base/findings.h"
#include "format/pas_format.h"

/* More program headers than this are refused: a split image has two digits for their number, real ones about 60. */
#define SFW_PAS_SEGMENTS_MAX 4096

/* A program header. */
struct pas_segment {
	uint32_t type, flags;
	uint64_t offset, vaddr, paddr, filesz, memsz, align;
};

struct pas_elf {
	struct span file;
	bool is_64;
	uint16_t machine;
	uint64_t entry, headers_offset; /* e_entry, e_phoff */
	struct pas_segment *segments;   /* owned; empty if the file isn't usable */
	size_t count;
};

/* Program headers that a container has at least: for the headers, and for the hash segment. */
#define SFW_PAS_SEGMENTS_MIN 2

/*
 * Reads `file`, which is borrowed as long as *out is used.  Whatever is wrong
 * becomes a finding; so do fewer than `least` program headers.  SIGNFW_OK, or
 * SIGNFW_E_MEMORY with *out untouched.
 */
enum signfw_status sfw_pas_elf_parse(struct pas_elf *out, struct span file, size_t least, signfw_findings *findings);

/* Writes the ELF header of a file for so many program headers, right behind it, and without section headers. */
void sfw_pas_elf_put_header(struct builder *out, const struct pas_elf *elf, size_t count);

/* Writes a program header; a number that the class has no room for was refused before. */
void sfw_pas_elf_put_segment(struct builder *out, bool is_64, const struct pas_segment *segment);

/* Frees what the value owns; accepts { 0 }. */
void sfw_pas_elf_cleanup(struct pas_elf *elf);

/* Size of the class's ELF header, and of one program header. */
uint64_t sfw_pas_elf_header_size(bool is_64);
uint64_t sfw_pas_segment_header_size(bool is_64);

/* Offset of program header `index` in the file; of the count, the end of the table, which is all that digest 0 covers. */
uint64_t sfw_pas_segment_header_offset(const struct pas_elf *elf, size_t index);

/* Offset of e_entry, the same in both classes. */
uint64_t sfw_pas_elf_entry_offset(void);

/* start + size, or UINT64_MAX if that doesn't fit. */
uint64_t sfw_pas_end(uint64_t start, uint64_t size);

/* Qualcomm's type in p_flags, e.g. PAS_TYPE_HASH. */
unsigned sfw_pas_type(uint32_t flags);
unsigned sfw_pas_access(uint32_t flags);

/* The hash segment that Linux takes: the first behind program header 0.  The count if there is none. */
size_t sfw_pas_find_hash_segment(const struct pas_elf *elf);

/* Returns true if Linux loads it: PT_LOAD, not a hash segment, with memory. */
bool sfw_pas_is_loaded(const struct pas_segment *segment);

/* Returns true if OP-TEE compares its digest when it starts the processor. */
bool sfw_pas_is_hashed_by_optee(const struct pas_segment *segment);

#endif
