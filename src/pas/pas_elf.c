/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_elf.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* e_ident */
#define IDENT_SIZE     16
#define IDENT_CLASS    4
#define IDENT_DATA     5
#define CLASS_32       1
#define CLASS_64       2
#define DATA_LITTLE    1
#define MACHINE_OFFSET 18

/* Offsets of the fields that we read, in a class of ELF files. */
struct class_row {
	uint16_t header_size, segment_size, section_size;
	uint16_t word_size; /* of addresses, offsets and sizes */
	uint16_t entry, segments, sections;
	uint16_t sizes; /* e_ehsize, e_phentsize, e_phnum, e_shentsize, e_shnum */
	uint16_t p_flags, p_offset, p_vaddr, p_paddr, p_filesz, p_memsz, p_align;
};

static const struct class_row class_32 = {52, 32, 40, 4, 24, 28, 32, 40, 24, 4, 8, 12, 16, 20, 28};
static const struct class_row class_64 = {64, 56, 64, 8, 24, 32, 40, 52, 4, 8, 16, 24, 32, 40, 48};

static const struct class_row *row_of(bool is_64)
{
	return is_64 ? &class_64 : &class_32;
}

static uint64_t word_at(const struct class_row *row, const uint8_t *bytes)
{
	return row->word_size == 8 ? sfw_u64le(bytes) : sfw_u32le(bytes);
}

uint64_t sfw_pas_elf_header_size(bool is_64)
{
	return row_of(is_64)->header_size;
}

uint64_t sfw_pas_segment_header_size(bool is_64)
{
	return row_of(is_64)->segment_size;
}

uint64_t sfw_pas_segment_header_offset(const struct pas_elf *elf, size_t index)
{
	return elf->headers_offset + index * sfw_pas_segment_header_size(elf->is_64);
}

uint64_t sfw_pas_elf_entry_offset(void)
{
	return class_32.entry;
}

uint64_t sfw_pas_end(uint64_t start, uint64_t size)
{
	return size > UINT64_MAX - start ? UINT64_MAX : start + size;
}

unsigned sfw_pas_type(uint32_t flags)
{
	return (flags & SFW_PAS_TYPE_MASK) >> SFW_PAS_TYPE_SHIFT;
}

unsigned sfw_pas_access(uint32_t flags)
{
	return (flags & SFW_PAS_ACCESS_MASK) >> SFW_PAS_ACCESS_SHIFT;
}

size_t sfw_pas_find_hash_segment(const struct pas_elf *elf)
{
	for (size_t i = 1; i < elf->count; i++)
		if (sfw_pas_type(elf->segments[i].flags) == PAS_TYPE_HASH)
			return i;
	return elf->count;
}

bool sfw_pas_is_loaded(const struct pas_segment *segment)
{
	return segment->type == SFW_PAS_PT_LOAD && sfw_pas_type(segment->flags) != PAS_TYPE_HASH && segment->memsz > 0;
}

bool sfw_pas_is_hashed_by_optee(const struct pas_segment *segment)
{
	const unsigned access = sfw_pas_access(segment->flags);

	return segment->type == SFW_PAS_PT_LOAD && (segment->flags & SFW_PAS_PAGED) == 0 &&
	       sfw_pas_type(segment->flags) != PAS_TYPE_HASH && access != PAS_ACCESS_NOT_USED &&
	       access != PAS_ACCESS_SHARED;
}

/* The class, if the file begins as an ELF file that we can read; else that is found. */
static const struct class_row *recognise(struct span file, signfw_findings *findings)
{
	static const uint8_t magic[] = {0x7f, 'E', 'L', 'F'};
	const uint8_t *ident = file.data;
	const struct class_row *row;

	if (!sfw_span_begins(file, magic, sizeof(magic))) {
		sfw_report(findings, SFW_ELF_MAGIC, 0, "the file doesn't begin as an ELF file does");
		return NULL;
	}
	if (file.size < IDENT_SIZE) {
		sfw_report(findings, SFW_ELF_TRUNCATED, file.size, "the file has %zu bytes, too few for an ELF header",
			   file.size);
		return NULL;
	}
	if (ident[IDENT_CLASS] != CLASS_32 && ident[IDENT_CLASS] != CLASS_64) {
		sfw_report(findings, SFW_ELF_CLASS, IDENT_CLASS, "ELF class %u, expected 1 (32-bit) or 2 (64-bit)",
			   ident[IDENT_CLASS]);
		return NULL;
	}
	if (ident[IDENT_DATA] != DATA_LITTLE) {
		sfw_report(findings, SFW_ELF_BYTE_ORDER, IDENT_DATA, "ELF byte order %u, expected 1 (little-endian)",
			   ident[IDENT_DATA]);
		return NULL;
	}
	row = row_of(ident[IDENT_CLASS] == CLASS_64);
	if (file.size < row->header_size) {
		sfw_report(findings, SFW_ELF_TRUNCATED, file.size,
			   "the file has %zu bytes, an ELF header of its class has %u", file.size, row->header_size);
		return NULL;
	}
	return row;
}

/* Checks the fields of the ELF header that Linux and OP-TEE insist on, though reading doesn't need them. */
static void judge_header(const struct class_row *row, struct span file, uint64_t phoff, signfw_findings *findings)
{
	const uint8_t *sizes = file.data + row->sizes;
	const uint16_t ehsize = sfw_u16le(sizes), shentsize = sfw_u16le(sizes + 6), shnum = sfw_u16le(sizes + 8);
	const uint64_t shoff = word_at(row, file.data + row->sections);

	if (phoff != row->header_size)
		sfw_report(findings, SFW_PHOFF, row->segments,
			   "e_phoff is 0x%llx; OP-TEE wants the program headers at 0x%x", (unsigned long long)phoff,
			   row->header_size);
	if (ehsize != row->header_size)
		sfw_report(findings, SFW_EHSIZE, row->sizes,
			   "e_ehsize is %u, not %u; OP-TEE hashes that many bytes, or refuses it", ehsize,
			   row->header_size);
	if (shentsize == 0 && shnum == 0)
		return;
	if (shentsize != row->section_size)
		sfw_report(findings, SFW_SHENTSIZE, row->sizes + UINT64_C(6),
			   "e_shentsize is %u; Linux wants %u, or 0 with e_shnum 0", shentsize, row->section_size);
	else if (sfw_pas_end(shoff, (uint64_t)shnum * shentsize) > file.size)
		sfw_report(findings, SFW_SHDRS_OUTSIDE, row->sections,
			   "%u section headers at 0x%llx leave the file, which Linux refuses", shnum,
			   (unsigned long long)shoff);
}

static struct pas_segment read_segment(const struct class_row *row, const uint8_t *bytes)
{
	return (struct pas_segment){
		.type = sfw_u32le(bytes),
		.flags = sfw_u32le(bytes + row->p_flags),
		.offset = word_at(row, bytes + row->p_offset),
		.vaddr = word_at(row, bytes + row->p_vaddr),
		.paddr = word_at(row, bytes + row->p_paddr),
		.filesz = word_at(row, bytes + row->p_filesz),
		.memsz = word_at(row, bytes + row->p_memsz),
		.align = word_at(row, bytes + row->p_align),
	};
}

/* The table of program headers, if there is one that can be read; else that is found. */
static bool find_table(const struct class_row *row, struct span file, uint64_t phoff, size_t least, struct span *table,
		       signfw_findings *findings)
{
	const uint16_t phentsize = sfw_u16le(file.data + row->sizes + 2), phnum = sfw_u16le(file.data + row->sizes + 4);

	if (phentsize != row->segment_size) {
		sfw_report(findings, SFW_PHENTSIZE, row->sizes + UINT64_C(2),
			   "e_phentsize is %u, expected %u for this class", phentsize, row->segment_size);
		return false;
	}
	if (phnum < least) {
		sfw_report(findings, SFW_PHNUM, row->sizes + UINT64_C(4), "e_phnum is %u, expected at least %zu", phnum,
			   least);
		return false;
	}
	if (!sfw_span_at(file, phoff, (uint64_t)phnum * phentsize, table)) {
		sfw_report(findings, SFW_PHDRS_OUTSIDE, row->segments,
			   "%u program headers at 0x%llx leave the file of %zu bytes", phnum, (unsigned long long)phoff,
			   file.size);
		return false;
	}
	if (phnum > SFW_PAS_SEGMENTS_MAX) {
		sfw_report(findings, SFW_PHNUM, row->sizes + UINT64_C(4),
			   "e_phnum is %u; this tool handles %u program headers", phnum, SFW_PAS_SEGMENTS_MAX);
		return false;
	}
	return true;
}

enum signfw_status sfw_pas_elf_parse(struct pas_elf *out, struct span file, size_t least, signfw_findings *findings)
{
	const struct class_row *row = recognise(file, findings);
	struct pas_elf elf = {.file = file};
	struct span table;

	if (row == NULL) {
		*out = elf;
		return SIGNFW_OK;
	}
	elf.is_64 = row == &class_64;
	elf.machine = sfw_u16le(file.data + MACHINE_OFFSET);
	elf.entry = word_at(row, file.data + row->entry);
	elf.headers_offset = word_at(row, file.data + row->segments);
	if (find_table(row, file, elf.headers_offset, least, &table, findings)) {
		judge_header(row, file, elf.headers_offset, findings);
		elf.count = table.size / row->segment_size;
		elf.segments = sfw_array_new(elf.count, sizeof(*elf.segments));
		if (elf.segments == NULL)
			return sfw_fail_memory(NULL);
		for (size_t i = 0; i < elf.count; i++)
			elf.segments[i] = read_segment(row, table.data + i * row->segment_size);
	}
	*out = elf;
	return SIGNFW_OK;
}

void sfw_pas_elf_cleanup(struct pas_elf *elf)
{
	free(elf->segments);
	*elf = (struct pas_elf){0};
}

/* ---- writing -------------------------------------------------------------------- */

static void put_u16(uint8_t *out, uint64_t value)
{
	out[0] = (uint8_t)value;
	out[1] = (uint8_t)(value >> 8);
}

static void put_word(const struct class_row *row, uint8_t *out, uint64_t value)
{
	for (unsigned i = 0; i < row->word_size; i++)
		out[i] = (uint8_t)(value >> 8 * i);
}

void sfw_pas_elf_put_header(struct builder *out, const struct pas_elf *elf, size_t count)
{
	const struct class_row *row = row_of(elf->is_64);
	uint8_t bytes[64];

	memcpy(bytes, elf->file.data, row->header_size);
	put_word(row, bytes + row->segments, row->header_size);
	put_word(row, bytes + row->sections, 0);
	memset(bytes + row->sizes, 0, row->header_size - row->sizes);
	put_u16(bytes + row->sizes, row->header_size);
	put_u16(bytes + row->sizes + 2, row->segment_size);
	put_u16(bytes + row->sizes + 4, count);
	sfw_builder_bytes(out, bytes, row->header_size);
}

void sfw_pas_elf_put_segment(struct builder *out, bool is_64, const struct pas_segment *segment)
{
	const struct class_row *row = row_of(is_64);
	uint8_t bytes[56] = {0};

	put_u16(bytes, segment->type);
	put_u16(bytes + 2, segment->type >> 16);
	put_u16(bytes + row->p_flags, segment->flags);
	put_u16(bytes + row->p_flags + 2, segment->flags >> 16);
	put_word(row, bytes + row->p_offset, segment->offset);
	put_word(row, bytes + row->p_vaddr, segment->vaddr);
	put_word(row, bytes + row->p_paddr, segment->paddr);
	put_word(row, bytes + row->p_filesz, segment->filesz);
	put_word(row, bytes + row->p_memsz, segment->memsz);
	put_word(row, bytes + row->p_align, segment->align);
	sfw_builder_bytes(out, bytes, row->segment_size);
}
