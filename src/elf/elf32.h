/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A firmware image as a value: what its ELF32 headers say.  Reads strictly, by
 * libelf; made for signing and describing.  See docs/architecture.md, "Two ELF
 * readers".
 */
#ifndef SFW_ELF_ELF32_H
#define SFW_ELF_ELF32_H

#include "base/bytes.h"
#include "base/findings.h"
#include "format/program_header.h"

/* A section header, Elf32_Shdr in its order. */
struct section {
	uint32_t name, type, flags, address, offset, size, link, info, align, entry_size;
};

/* The section ".resource_table". */
struct resource_table {
	bool found;
	uint64_t header_offset; /* of its section header, in the file */
	uint32_t address, offset, size;
};

struct elf32 {
	struct span file;
	uint32_t entry;
	struct segment *segments; /* owned; empty if the file isn't usable */
	size_t segment_count;
	uint64_t segments_offset;                /* e_phoff */
	uint64_t sections_offset, sections_size; /* of the section headers; 0 if they can't be read */
	uint64_t names_offset;                   /* of the section names; likewise */
	struct span names;
	struct resource_table resource_table;
	uint64_t debug_size; /* of all .debug_* sections */
	uint64_t end;        /* of the last byte that the headers speak of, maybe outside of the file */
};

/*
 * Reads `file`, which is borrowed as long as *out is used.  Whatever is wrong
 * becomes a finding, at an offset that counts from `base` bytes before the file.
 * SIGNFW_OK, or SIGNFW_E_MEMORY with *out untouched.
 */
enum signfw_status sfw_elf32_parse(struct elf32 *out, struct span file, uint64_t base, signfw_findings *findings);

/*
 * The same for a file by itself; fails, with *out to be freed, if it has an error.
 *
 * @for_signing:    how findings are judged
 * @findings, @own: the caller's list or NULL; see sfw_findings_of_caller()
 */
enum signfw_status sfw_elf32_read(struct elf32 *out, struct span file, bool for_signing, signfw_findings **findings,
				  signfw_findings **own, struct signfw_error *err);

/* Frees what the value owns; accepts { 0 }. */
void sfw_elf32_cleanup(struct elf32 *elf);

/* Size of an ELF header. */
uint64_t sfw_elf32_header_size(void);

/* Offset of program header `index` in the ELF file; of the count: the end of the table. */
uint64_t sfw_elf32_header_offset(const struct elf32 *elf, size_t index);

/*
 * The bytes of a segment.  Those that a PT_LOAD has are all inside the file
 * (else it was refused); of another segment, what is left of it in the file.
 */
struct span sfw_elf32_bytes(const struct elf32 *elf, const struct segment *segment);

/* Number of segments that devices load. */
size_t sfw_elf32_load_count(const struct elf32 *elf);

/* The parts of an image that devices read beside its segments, ... */
enum {
	SFW_HEADERS_ELF,
	SFW_HEADERS_PROGRAM,
	SFW_HEADERS_SECTION,
	SFW_HEADERS_SECTION_NAMES,
	SFW_HEADERS_COUNT
};

/* ... and their bytes [begin, end) in the file, none if a part is missing. */
struct elf_range {
	uint64_t begin, end;
	const char *what;
};

void sfw_elf32_headers(const struct elf32 *elf, struct elf_range out[SFW_HEADERS_COUNT]);

/* Number of sections; 0 if their headers can't be read. */
size_t sfw_elf32_section_count(const struct elf32 *elf);

/* Section `index`, below their number. */
struct section sfw_elf32_section(const struct elf32 *elf, size_t index);

/* Whether a section has bytes in the file. */
bool sfw_elf32_section_has_bytes(const struct section *section);

/* Writes program header `index` to where a copy of the file has it. */
void sfw_elf32_put_segment(const struct elf32 *elf, size_t index, uint8_t *copy);

/* From now on the file is this copy of it, with the same headers. */
void sfw_elf32_move(struct elf32 *elf, const uint8_t *copy);

/* The name at `offset` of a string table, without the NUL that may end it; empty if there is none. */
struct span sfw_elf32_name(struct span names, uint32_t offset);

/* Whether the name there is this one, and ended. */
bool sfw_elf32_name_is(struct span names, uint32_t offset, const char *name);

/* The name of segment `index` in findings: "segment 2 (LOAD, 0x10000000)". */
struct segment_label {
	char text[48];
};
struct segment_label sfw_segment_label(size_t index, const struct segment *segment);

#endif
