/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf/elf32.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "elf/elf_header.h"
#include "format/container_format.h"
#include "signfw/container.h"

_Static_assert(SFW_SEGMENT_LOAD == PT_LOAD && SFW_PROGRAM_HEADER_SIZE == sizeof(Elf32_Phdr), "program header");

#define AT(field) (base + offsetof(Elf32_Ehdr, field))

const char *signfw_segment_type_name(uint32_t type)
{
	static const struct {
		uint32_t type;
		const char *name;
	} names[] = {
		{PT_NULL, "NULL"},
		{PT_LOAD, "LOAD"},
		{PT_DYNAMIC, "DYNAMIC"},
		{PT_INTERP, "INTERP"},
		{PT_NOTE, "NOTE"},
		{PT_SHLIB, "SHLIB"},
		{PT_PHDR, "PHDR"},
		{PT_TLS, "TLS"},
		{PT_GNU_EH_FRAME, "GNU_EH_FRAME"},
		{PT_GNU_STACK, "GNU_STACK"},
		{PT_GNU_RELRO, "GNU_RELRO"},
		{PT_GNU_PROPERTY, "GNU_PROPERTY"},
		{PT_ARM_EXIDX, "ARM_EXIDX"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].type == type)
			return names[i].name;
	return NULL;
}

struct segment_label sfw_segment_label(size_t index, const struct segment *segment)
{
	const char *name = signfw_segment_type_name(segment->type);
	struct segment_label label;

	if (name != NULL)
		snprintf(label.text, sizeof(label.text), "segment %zu (%s, 0x%08x)", index, name, segment->paddr);
	else
		snprintf(label.text, sizeof(label.text), "segment %zu (type 0x%x, 0x%08x)", index, segment->type,
			 segment->paddr);
	return label;
}

/* Says what the file is instead, where that is known. */
static void report_magic(struct span file, uint64_t base, signfw_findings *findings)
{
	if (file.size == 0)
		sfw_report(findings, SFW_ELF_MAGIC, base, "the file is empty, expected an ELF file");
	else if (file.size >= 4 && sfw_u32le(file.data) == SFW_LAYOUT_MAGIC)
		sfw_report(findings, SFW_ELF_MAGIC, base,
			   "not an ELF file, but a container that is signed already: 'resign' signs it anew");
	else
		sfw_report(findings, SFW_ELF_MAGIC, base, "not an ELF file (it doesn't begin with 7f 45 4c 46)");
}

/* The identification bytes, which decide whether the rest can be read at all. */
static bool check_identification(struct span file, uint64_t base, signfw_findings *findings)
{
	if (!sfw_span_begins(file, ELFMAG, SELFMAG)) {
		report_magic(file, base, findings);
		return false;
	}
	if (file.size < sizeof(Elf32_Ehdr)) {
		sfw_report(findings, SFW_ELF_TRUNCATED, base, "the ELF file has %zu bytes, its header alone needs %zu",
			   file.size, sizeof(Elf32_Ehdr));
		return false;
	}
	if (file.data[EI_CLASS] != ELFCLASS32) {
		sfw_report(findings, SFW_ELF_CLASS, base + EI_CLASS, "%s ELF file (class %u), expected 32-bit (1)",
			   file.data[EI_CLASS] == ELFCLASS64 ? "a 64-bit" : "an unknown kind of", file.data[EI_CLASS]);
		return false;
	}
	if (file.data[EI_DATA] != ELFDATA2LSB) {
		sfw_report(findings, SFW_ELF_BYTE_ORDER, base + EI_DATA,
			   "%s ELF file (encoding %u), expected little-endian (1)",
			   file.data[EI_DATA] == ELFDATA2MSB ? "a big-endian" : "an unknown kind of",
			   file.data[EI_DATA]);
		return false;
	}
	if (file.data[EI_VERSION] != EV_CURRENT)
		sfw_report(findings, SFW_ELF_VERSION, base + EI_VERSION, "ELF version %u, expected %d",
			   file.data[EI_VERSION], EV_CURRENT);
	return true;
}

/* Takes down that there is something at these bytes of the file. */
static void extend(struct elf32 *elf, uint64_t offset, uint64_t size)
{
	if (size > 0 && offset + size > elf->end)
		elf->end = offset + size;
}

/* Whether the program header table can be read; devices insist on the same: OP-TEE's elf_parser.c. */
static bool check_program_headers(struct span file, const Elf32_Ehdr *header, uint64_t base, signfw_findings *findings)
{
	struct span table;

	if (header->e_machine != EM_ARM)
		sfw_report(findings, SFW_ELF_MACHINE, AT(e_machine), "machine %u, expected ARM (%d)", header->e_machine,
			   EM_ARM);
	if (header->e_phnum == 0) {
		sfw_report(findings, SFW_ELF_NO_PROGRAM_HEADERS, AT(e_phnum), "the ELF file has no program headers");
		return false;
	}
	if (header->e_phnum > SFW_SEGMENTS_MAX) {
		sfw_report(findings, SFW_ELF_TOO_MANY_SEGMENTS, AT(e_phnum),
			   "%u program headers, at most %d are handled", header->e_phnum, SFW_SEGMENTS_MAX);
		return false;
	}
	if (header->e_phentsize != sizeof(Elf32_Phdr)) {
		sfw_report(findings, SFW_ELF_ENTRY_SIZE, AT(e_phentsize), "program headers of %u bytes, expected %zu",
			   header->e_phentsize, sizeof(Elf32_Phdr));
		return false;
	}
	if (header->e_phoff % 4 != 0)
		sfw_report(findings, SFW_ELF_ALIGNMENT, AT(e_phoff),
			   "program headers at offset 0x%x, which isn't a multiple of 4", header->e_phoff);
	if (!sfw_span_at(file, header->e_phoff, (uint64_t)header->e_phnum * sizeof(Elf32_Phdr), &table)) {
		sfw_report(findings, SFW_ELF_PROGRAM_HEADERS_OUTSIDE, AT(e_phoff),
			   "%u program headers at offset 0x%x leave the file, which has %zu bytes", header->e_phnum,
			   header->e_phoff, file.size);
		return false;
	}
	return true;
}

static void check_segment(const struct elf32 *elf, size_t index, uint64_t base, signfw_findings *findings)
{
	const struct segment *segment = &elf->segments[index];
	struct span bytes;

	if (!sfw_span_at(elf->file, segment->offset, segment->filesz, &bytes))
		sfw_report(findings, sfw_segment_is_loaded(segment) ? SFW_ELF_SEGMENT_OUTSIDE : SFW_ELF_SEGMENT_CUT,
			   base + sfw_elf32_header_offset(elf, index),
			   "%s: 0x%x bytes at offset 0x%x leave the file, which has %zu bytes",
			   sfw_segment_label(index, segment).text, segment->filesz, segment->offset, elf->file.size);
}

/* Whether all segments can be hashed in reasonable time. */
static bool check_total_size(const struct elf32 *elf, uint64_t base, signfw_findings *findings)
{
	uint64_t total = 0;

	for (size_t i = 0; i < elf->segment_count; i++)
		total += sfw_elf32_bytes(elf, &elf->segments[i]).size;
	if (total <= SFW_HASHED_MIN || total / SFW_HASHED_FACTOR <= elf->file.size)
		return true;
	sfw_report(findings, SFW_ELF_SEGMENTS_ALIAS, base + elf->segments_offset,
		   "%zu segments have %llu bytes together, in a file of %zu", elf->segment_count,
		   (unsigned long long)total, elf->file.size);
	return false;
}

static enum signfw_status read_segments(struct elf32 *elf, const Elf32_Ehdr *header, uint64_t base,
					signfw_findings *findings)
{
	elf->segments = sfw_array_new(header->e_phnum, sizeof(*elf->segments));
	if (elf->segments == NULL)
		return SIGNFW_E_MEMORY;
	for (size_t i = 0; i < header->e_phnum; i++) {
		Elf32_Phdr from;

		if (!sfw_elf_header_read(elf->file, sfw_elf32_header_offset(elf, i), ELF_T_PHDR, &from, sizeof(from)))
			break; /* not reached: the table's range was checked */
		elf->segments[elf->segment_count++] =
			(struct segment){from.p_type,   from.p_offset, from.p_vaddr, from.p_paddr,
					 from.p_filesz, from.p_memsz,  from.p_flags, from.p_align};
		check_segment(elf, i, base, findings);
		extend(elf, from.p_offset, from.p_filesz);
	}
	extend(elf, elf->segments_offset, elf->segment_count * sizeof(Elf32_Phdr));
	if (!check_total_size(elf, base, findings))
		elf->segment_count = 0;
	return SIGNFW_OK;
}

/* The string table of section names, if the section headers can be read; as OP-TEE's elf_parser.c looks for it. */
static bool find_section_names(struct span file, const Elf32_Ehdr *header, uint64_t base, signfw_findings *findings,
			       struct span *names)
{
	const uint64_t strings_at = header->e_shoff + (uint64_t)header->e_shstrndx * sizeof(Elf32_Shdr);
	struct span table;
	Elf32_Shdr strings;

	if (header->e_shnum == 0 || header->e_shoff == 0) {
		sfw_report(findings, SFW_ELF_NO_SECTION_HEADERS, AT(e_shnum),
			   "the ELF file has no section headers; strip it without --strip-section-headers");
		return false;
	}
	if (header->e_shentsize != sizeof(Elf32_Shdr)) {
		sfw_report(findings, SFW_ELF_SECTION_HEADERS, AT(e_shentsize),
			   "section headers of %u bytes, expected %zu", header->e_shentsize, sizeof(Elf32_Shdr));
		return false;
	}
	if (!sfw_span_at(file, header->e_shoff, (uint64_t)header->e_shnum * sizeof(Elf32_Shdr), &table)) {
		sfw_report(findings, SFW_ELF_SECTION_HEADERS, AT(e_shoff),
			   "%u section headers at offset 0x%x leave the file, which has %zu bytes", header->e_shnum,
			   header->e_shoff, file.size);
		return false;
	}
	if (header->e_shoff % 4 != 0)
		sfw_report(findings, SFW_ELF_ALIGNMENT, AT(e_shoff),
			   "section headers at offset 0x%x, which isn't a multiple of 4", header->e_shoff);
	if (header->e_shstrndx >= header->e_shnum) {
		sfw_report(findings, SFW_ELF_SECTION_HEADERS, AT(e_shstrndx),
			   "section names in section %u, but there are only %u", header->e_shstrndx, header->e_shnum);
		return false;
	}
	if (!sfw_elf_header_read(file, strings_at, ELF_T_SHDR, &strings, sizeof(strings)) ||
	    !sfw_span_at(file, strings.sh_offset, strings.sh_size, names)) {
		sfw_report(findings, SFW_ELF_SECTION_HEADERS, AT(e_shstrndx),
			   "the names of the sections (section %u) leave the file", header->e_shstrndx);
		return false;
	}
	return true;
}

size_t sfw_elf32_section_count(const struct elf32 *elf)
{
	return (size_t)(elf->sections_size / sizeof(Elf32_Shdr));
}

struct section sfw_elf32_section(const struct elf32 *elf, size_t index)
{
	Elf32_Shdr from = {0};

	if (!sfw_elf_header_read(elf->file, elf->sections_offset + index * sizeof(from), ELF_T_SHDR, &from,
				 sizeof(from)))
		return (struct section){0}; /* not reached: the table's range was checked */
	return (struct section){from.sh_name, from.sh_type, from.sh_flags, from.sh_addr,      from.sh_offset,
				from.sh_size, from.sh_link, from.sh_info,  from.sh_addralign, from.sh_entsize};
}

bool sfw_elf32_section_has_bytes(const struct section *section)
{
	return section->type != SHT_NULL && section->type != SHT_NOBITS;
}

void sfw_elf32_put_segment(const struct elf32 *elf, size_t index, uint8_t *copy)
{
	const struct segment *from = &elf->segments[index];
	const Elf32_Phdr header = {from->type,   from->offset, from->vaddr, from->paddr,
				   from->filesz, from->memsz,  from->flags, from->align};

	sfw_elf_header_write(copy + sfw_elf32_header_offset(elf, index), ELF_T_PHDR, &header, sizeof(header));
}

void sfw_elf32_move(struct elf32 *elf, const uint8_t *copy)
{
	elf->file.data = copy;
	if (elf->names.data != NULL)
		elf->names.data = copy + elf->names_offset;
}

struct span sfw_elf32_name(struct span names, uint32_t offset)
{
	struct span name = {0};

	if (offset < names.size && sfw_span_at(names, offset, names.size - offset, &name))
		name.size = strnlen((const char *)name.data, name.size);
	return name;
}

bool sfw_elf32_name_is(struct span names, uint32_t offset, const char *name)
{
	struct span found;

	return sfw_span_at(names, offset, strlen(name) + 1, &found) && memcmp(found.data, name, found.size) == 0;
}

static bool name_begins(struct span names, uint32_t offset, const char *prefix)
{
	struct span found;

	return sfw_span_at(names, offset, strlen(prefix), &found) && memcmp(found.data, prefix, found.size) == 0;
}

static void read_sections(struct elf32 *elf, const Elf32_Ehdr *header, uint64_t base, signfw_findings *findings)
{
	struct resource_table *found = &elf->resource_table;

	if (!find_section_names(elf->file, header, base, findings, &elf->names))
		return;
	elf->sections_offset = header->e_shoff;
	elf->sections_size = (uint64_t)header->e_shnum * sizeof(Elf32_Shdr);
	elf->names_offset = (uint64_t)(elf->names.data - elf->file.data);
	extend(elf, elf->sections_offset, elf->sections_size);
	for (size_t i = 0; i < header->e_shnum; i++) {
		const uint64_t at = elf->sections_offset + i * sizeof(Elf32_Shdr);
		const struct section section = sfw_elf32_section(elf, i);

		if (section.type != SHT_NULL && section.type != SHT_NOBITS)
			extend(elf, section.offset, section.size);
		/* a device reads names up to the first match, and refuses one that it can't read */
		if (section.name >= elf->names.size && !found->found) {
			sfw_report(findings, SFW_ELF_SECTION_HEADERS, base + at,
				   "section %zu has its name at 0x%x, but the names have only %zu bytes", i,
				   section.name, elf->names.size);
			return;
		}
		if (!found->found && sfw_elf32_name_is(elf->names, section.name, ".resource_table"))
			*found = (struct resource_table){true, at, section.address, section.offset, section.size};
		if (sfw_elf32_section_has_bytes(&section) && (name_begins(elf->names, section.name, ".debug") ||
							      name_begins(elf->names, section.name, ".zdebug")))
			elf->debug_size += section.size;
	}
}

static enum signfw_status read_file(struct elf32 *elf, uint64_t base, signfw_findings *findings)
{
	Elf32_Ehdr header;

	if (!check_identification(elf->file, base, findings) ||
	    !sfw_elf_header_read(elf->file, 0, ELF_T_EHDR, &header, sizeof(header)))
		return SIGNFW_OK;
	elf->entry = header.e_entry;
	elf->segments_offset = header.e_phoff;
	if (check_program_headers(elf->file, &header, base, findings)) {
		const enum signfw_status status = read_segments(elf, &header, base, findings);

		if (status != SIGNFW_OK)
			return status;
	}
	read_sections(elf, &header, base, findings);
	return SIGNFW_OK;
}

enum signfw_status sfw_elf32_parse(struct elf32 *out, struct span file, uint64_t base, signfw_findings *findings)
{
	struct elf32 elf = {.file = file};
	const enum signfw_status status = read_file(&elf, base, findings);

	if (status == SIGNFW_OK)
		*out = elf;
	else
		sfw_elf32_cleanup(&elf);
	return status;
}

enum signfw_status sfw_elf32_read(struct elf32 *out, struct span file, bool for_signing, signfw_findings **findings,
				  signfw_findings **own, struct signfw_error *err)
{
	*findings = sfw_findings_of_caller(*findings, own);
	if (*findings == NULL)
		return sfw_fail_memory(err);
	if (for_signing)
		sfw_findings_judge_signing(*findings, false);
	else
		sfw_findings_judge_reading(*findings);
	if (sfw_elf32_parse(out, file, 0, *findings) != SIGNFW_OK)
		return sfw_fail_memory(err);
	return sfw_findings_verdict(*findings, err);
}

void sfw_elf32_cleanup(struct elf32 *elf)
{
	free(elf->segments);
	*elf = (struct elf32){0};
}

size_t sfw_elf32_load_count(const struct elf32 *elf)
{
	size_t count = 0;

	for (size_t i = 0; i < elf->segment_count; i++)
		count += sfw_segment_is_loaded(&elf->segments[i]);
	return count;
}

void sfw_elf32_headers(const struct elf32 *elf, struct elf_range out[SFW_HEADERS_COUNT])
{
	const uint64_t segments_end = sfw_elf32_header_offset(elf, elf->segment_count);
	const uint64_t sections_end = elf->sections_offset + elf->sections_size;

	out[SFW_HEADERS_ELF] = (struct elf_range){0, sfw_elf32_header_size(), "ELF header"};
	out[SFW_HEADERS_PROGRAM] = (struct elf_range){elf->segments_offset, segments_end, "program headers"};
	out[SFW_HEADERS_SECTION] = (struct elf_range){elf->sections_offset, sections_end, "section headers"};
	out[SFW_HEADERS_SECTION_NAMES] =
		(struct elf_range){elf->names_offset, elf->names_offset + elf->names.size, "section names"};
}

uint64_t sfw_elf32_header_size(void)
{
	return sizeof(Elf32_Ehdr);
}

uint64_t sfw_elf32_header_offset(const struct elf32 *elf, size_t index)
{
	return elf->segments_offset + index * sizeof(Elf32_Phdr);
}

struct span sfw_elf32_bytes(const struct elf32 *elf, const struct segment *segment)
{
	struct span bytes = {0};

	if (sfw_span_at(elf->file, segment->offset, segment->filesz, &bytes))
		return bytes;
	if (segment->offset < elf->file.size)
		bytes = (struct span){elf->file.data + segment->offset, elf->file.size - segment->offset};
	return bytes;
}
