/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Stripping.  The bytes that stay are a list of pieces of the file: the ELF
 * header, the program headers, the bytes of every segment and the resource
 * table.  They move together, in their order, each by a multiple of 8; behind
 * them come new section names and, last, new section headers, so that no
 * segment ends where the file ends: OP-TEE up to 4.9 refuses that.
 */
#include "elf/elf_strip.h"

#include <elf.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "elf/elf_header.h"
#include "signfw/elf.h"

/* Pieces keep their offsets modulo this; no device needs more. */
#define KEPT_ALIGNMENT 8

/* Names may overlap in a hostile file, so that writing each by itself would make many of few. */
#define NAMES_SIZE_MAX ((size_t)1 << 20)

/* Bytes [begin, end) of the file, which go to `to`. */
struct piece {
	uint64_t begin, end, to;
};

struct strip {
	const struct elf32 *elf;
	struct piece *pieces; /* owned; in their order, none touches another */
	size_t piece_count;
	uint32_t *numbers; /* owned; of each section: what it will have; 0 if it goes */
	uint32_t section_count;
	struct builder names;
};

static void strip_cleanup(struct strip *strip)
{
	free(strip->pieces);
	free(strip->numbers);
	sfw_builder_cleanup(&strip->names);
}

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *one = a, *two = b;

	return (one->begin > two->begin) - (one->begin < two->begin);
}

/* Puts the pieces into their order, and those that touch into one. */
static void merge_pieces(struct strip *strip)
{
	struct piece *last = strip->pieces;

	qsort(strip->pieces, strip->piece_count, sizeof(*strip->pieces), compare_pieces);
	for (size_t i = 1; i < strip->piece_count; i++) {
		const struct piece next = strip->pieces[i];

		if (next.begin > last->end)
			*++last = next;
		else if (next.end > last->end)
			last->end = next.end;
	}
	strip->piece_count = (size_t)(last - strip->pieces) + 1;
}

/* Gives each piece its new place, as far forward as it goes; the first one, with the ELF header, stays. */
static void place_pieces(struct strip *strip)
{
	uint64_t end = 0;

	merge_pieces(strip);
	for (size_t i = 0; i < strip->piece_count; i++) {
		struct piece *piece = &strip->pieces[i];

		piece->to = end + (piece->begin - end) % KEPT_ALIGNMENT;
		end = piece->to + (piece->end - piece->begin);
	}
}

static void add_piece(struct strip *strip, uint64_t begin, uint64_t size)
{
	if (size > 0)
		strip->pieces[strip->piece_count++] = (struct piece){begin, begin + size, 0};
}

/* Collects what stays; false, and found, if a part of it isn't in the file. */
static bool collect_pieces(struct strip *strip, signfw_findings *findings)
{
	const struct elf32 *elf = strip->elf;
	const struct resource_table *table = &elf->resource_table;
	struct span bytes;

	if (elf->segments_offset < sfw_elf32_header_size()) {
		/* what is written of one would change the other */
		sfw_report(findings, SFW_STRIP_IMPOSSIBLE, offsetof(Elf32_Ehdr, e_phoff),
			   "can't be stripped: the program headers at 0x%llx overlap the ELF header",
			   (unsigned long long)elf->segments_offset);
		return false;
	}
	add_piece(strip, 0, sfw_elf32_header_size());
	add_piece(strip, elf->segments_offset, sfw_elf32_header_offset(elf, elf->segment_count) - elf->segments_offset);
	for (size_t i = 0; i < elf->segment_count; i++) {
		const struct segment *segment = &elf->segments[i];

		add_piece(strip, segment->offset, segment->filesz);
		if (sfw_elf32_bytes(elf, segment).size == segment->filesz)
			continue;
		sfw_report(findings, SFW_STRIP_IMPOSSIBLE, sfw_elf32_header_offset(elf, i),
			   "can't be stripped: %s leaves the file", sfw_segment_label(i, segment).text);
		return false;
	}
	if (table->found)
		add_piece(strip, table->offset, table->size);
	if (!table->found || sfw_span_at(elf->file, table->offset, table->size, &bytes))
		return true;
	sfw_report(findings, SFW_STRIP_IMPOSSIBLE, table->header_offset,
		   "can't be stripped: the resource table leaves the file");
	return false;
}

/* The last piece that doesn't begin behind `offset`: there is one, since the first begins at 0. */
static const struct piece *piece_at(const struct strip *strip, uint64_t offset)
{
	size_t low = 0, high = strip->piece_count;

	while (high - low > 1) {
		const size_t middle = low + (high - low) / 2;

		if (strip->pieces[middle].begin <= offset)
			low = middle;
		else
			high = middle;
	}
	return &strip->pieces[low];
}

/* The new offset of the byte at `offset`; if it is dropped, the end of the piece before it. */
static uint32_t moved(const struct strip *strip, uint64_t offset)
{
	const struct piece *piece = piece_at(strip, offset);
	const uint64_t inside = (offset < piece->end ? offset : piece->end) - piece->begin;

	return (uint32_t)(piece->to + inside);
}

/* ---- program headers ---------------------------------------------------- */

static bool is_congruent(uint32_t offset, uint32_t address, uint32_t align)
{
	return (offset & (align - 1)) == (address & (align - 1));
}

/*
 * The program header with its new p_offset.  Where that breaks the rule that
 * it equals p_vaddr modulo p_align, p_align becomes what still holds: linkers
 * align segments to pages, which a remote processor doesn't have, and the gaps
 * between them would often be most of the file.
 */
static Elf32_Phdr moved_segment(const struct strip *strip, const struct segment *segment)
{
	/* one without bytes is anywhere inside the file, since devices insist on that */
	const uint32_t offset = segment->filesz > 0 ? moved(strip, segment->offset) : segment->offset % KEPT_ALIGNMENT;
	const uint32_t align = segment->align;
	const bool is_power = align > KEPT_ALIGNMENT && (align & (align - 1)) == 0;
	const bool breaks = is_power && is_congruent(segment->offset, segment->vaddr, align) &&
			    !is_congruent(offset, segment->vaddr, align);

	return (Elf32_Phdr){
		.p_type = segment->type,
		.p_offset = offset,
		.p_vaddr = segment->vaddr,
		.p_paddr = segment->paddr,
		.p_filesz = segment->filesz,
		.p_memsz = segment->memsz,
		.p_flags = segment->flags,
		.p_align = breaks ? KEPT_ALIGNMENT : align,
	};
}

/* ---- sections ------------------------------------------------------------ */

static bool is_resource_table(const struct elf32 *elf, size_t index)
{
	return elf->resource_table.found &&
	       elf->resource_table.header_offset == elf->sections_offset + index * sizeof(Elf32_Shdr);
}

/* Whether a section is part of the program, and its bytes, if it has some, are among those that stay. */
static bool stays(const struct strip *strip, size_t index, const struct section *section)
{
	if (is_resource_table(strip->elf, index))
		return true;
	if (section->type == SHT_NULL || (section->flags & SHF_ALLOC) == 0)
		return false;
	return section->type == SHT_NOBITS || section->size == 0 ||
	       (uint64_t)section->offset + section->size <= piece_at(strip, section->offset)->end;
}

/* Numbers the sections that stay, and collects their names; false, and found, if that is too much. */
static bool collect_sections(struct strip *strip, signfw_findings *findings)
{
	const size_t count = sfw_elf32_section_count(strip->elf);

	strip->section_count = 1;
	sfw_builder_zeros(&strip->names, 1);
	for (size_t i = 0; i < count && strip->names.size <= NAMES_SIZE_MAX; i++) {
		const struct section section = sfw_elf32_section(strip->elf, i);

		if (!stays(strip, i, &section))
			continue;
		const struct span name = sfw_elf32_name(strip->elf->names, section.name);

		strip->numbers[i] = strip->section_count++;
		sfw_builder_bytes(&strip->names, name.data, name.size);
		sfw_builder_zeros(&strip->names, 1);
	}
	if (strip->names.size <= NAMES_SIZE_MAX && strip->section_count < SHN_LORESERVE)
		return true;
	sfw_report(findings, SFW_STRIP_IMPOSSIBLE, strip->elf->sections_offset,
		   "can't be stripped: too many sections, or names of sections");
	return false;
}

/* The number that a section will have; 0 if it goes, or was never there. */
static uint32_t renumbered(const struct strip *strip, uint32_t index)
{
	return index < sfw_elf32_section_count(strip->elf) ? strip->numbers[index] : 0;
}

static Elf32_Shdr moved_section(const struct strip *strip, const struct section *section, uint32_t name)
{
	const bool info_is_section =
		section->type == SHT_REL || section->type == SHT_RELA || (section->flags & SHF_INFO_LINK) != 0;

	return (Elf32_Shdr){
		.sh_name = name,
		.sh_type = section->type,
		.sh_flags = section->flags,
		.sh_addr = section->address,
		.sh_offset = moved(strip, section->offset),
		.sh_size = section->size,
		.sh_link = renumbered(strip, section->link),
		.sh_info = info_is_section ? renumbered(strip, section->info) : section->info,
		.sh_addralign = section->align,
		.sh_entsize = section->entry_size,
	};
}

/* ---- the file -------------------------------------------------------------- */

/* Offsets of the new tables. */
struct tables {
	size_t names_at, names_size, sections_at, section_count; /* no sections: all 0 */
};

static void write_segments(const struct strip *strip, uint8_t *at)
{
	for (size_t i = 0; i < strip->elf->segment_count; i++) {
		const Elf32_Phdr header = moved_segment(strip, &strip->elf->segments[i]);

		sfw_elf_header_write(at + i * sizeof(header), ELF_T_PHDR, &header, sizeof(header));
	}
}

static void write_sections(const struct strip *strip, const struct tables *tables, uint8_t *at)
{
	const Elf32_Shdr names = {
		.sh_name = (Elf32_Word)strip->names.size,
		.sh_type = SHT_STRTAB,
		.sh_offset = (Elf32_Off)tables->names_at,
		.sh_size = (Elf32_Word)tables->names_size,
		.sh_addralign = 1,
	};
	uint32_t name = 1;

	for (size_t i = 0; i < sfw_elf32_section_count(strip->elf); i++) {
		const struct section section = sfw_elf32_section(strip->elf, i);

		if (strip->numbers[i] == 0)
			continue;
		const Elf32_Shdr header = moved_section(strip, &section, name);

		sfw_elf_header_write(at + strip->numbers[i] * sizeof(header), ELF_T_SHDR, &header, sizeof(header));
		name += (uint32_t)sfw_elf32_name(strip->elf->names, section.name).size + 1;
	}
	sfw_elf_header_write(at + strip->section_count * sizeof(names), ELF_T_SHDR, &names, sizeof(names));
}

static void write_elf_header(const struct strip *strip, const struct tables *tables, uint8_t *at)
{
	Elf32_Ehdr header;

	if (!sfw_elf_header_read(strip->elf->file, 0, ELF_T_EHDR, &header, sizeof(header)))
		return; /* not reached: it was read before */
	header.e_phoff = moved(strip, header.e_phoff);
	header.e_shoff = (Elf32_Off)tables->sections_at;
	header.e_shnum = (Elf32_Half)tables->section_count;
	header.e_shstrndx = (Elf32_Half)(tables->section_count == 0 ? 0 : tables->section_count - 1);
	sfw_elf_header_write(at, ELF_T_EHDR, &header, sizeof(header));
}

/* Appends names and room for the headers of the sections. */
static struct tables append_tables(const struct strip *strip, struct builder *out)
{
	static const char names_name[] = ".shstrtab";
	struct tables tables = {0};

	if (sfw_elf32_section_count(strip->elf) == 0)
		return tables;
	tables.names_at = out->size;
	sfw_builder_bytes(out, strip->names.data, strip->names.size);
	sfw_builder_bytes(out, names_name, sizeof(names_name));
	tables.names_size = out->size - tables.names_at;
	sfw_builder_zeros(out, -out->size % 4);
	tables.sections_at = out->size;
	tables.section_count = strip->section_count + 1;
	sfw_builder_zeros(out, tables.section_count * sizeof(Elf32_Shdr));
	return tables;
}

static enum signfw_status write_file(const struct strip *strip, struct builder *out)
{
	struct span written;

	for (size_t i = 0; i < strip->piece_count; i++) {
		const struct piece *piece = &strip->pieces[i];

		sfw_builder_zeros(out, (size_t)piece->to - out->size);
		sfw_builder_bytes(out, strip->elf->file.data + piece->begin, (size_t)(piece->end - piece->begin));
	}
	const struct tables tables = append_tables(strip, out);

	if (strip->names.failed || !sfw_builder_view(out, &written))
		return SIGNFW_E_MEMORY;
	write_segments(strip, out->data + moved(strip, strip->elf->segments_offset));
	if (tables.section_count > 0)
		write_sections(strip, &tables, out->data + tables.sections_at);
	write_elf_header(strip, &tables, out->data);
	return SIGNFW_OK;
}

/* ---- what a device sees is the same ------------------------------------------ */

static bool segments_equal(const struct elf32 *before, const struct elf32 *after, size_t index)
{
	const struct segment *a = &before->segments[index], *b = &after->segments[index];

	if (a->type != b->type || a->vaddr != b->vaddr || a->paddr != b->paddr || a->filesz != b->filesz ||
	    a->memsz != b->memsz || a->flags != b->flags)
		return false;
	/* the program headers themselves, which aren't loaded unless a PT_LOAD has them, too */
	return a->type == PT_PHDR || sfw_spans_equal(sfw_elf32_bytes(before, a), sfw_elf32_bytes(after, b));
}

static bool resource_tables_equal(const struct elf32 *before, const struct elf32 *after)
{
	const struct resource_table *a = &before->resource_table, *b = &after->resource_table;
	struct span bytes_before = {0}, bytes_after = {0};

	if (!a->found)
		return !b->found;
	return b->found && a->address == b->address && sfw_span_at(before->file, a->offset, a->size, &bytes_before) &&
	       sfw_span_at(after->file, b->offset, b->size, &bytes_after) && sfw_spans_equal(bytes_before, bytes_after);
}

static bool compare(const struct elf32 *before, const struct elf32 *after, signfw_findings *findings)
{
	if (after->segment_count != before->segment_count || after->entry != before->entry ||
	    !resource_tables_equal(before, after)) {
		sfw_report(findings, SFW_STRIP_IMPOSSIBLE, SIGNFW_NO_OFFSET,
			   "can't be stripped: a device would read another program");
		return false;
	}
	for (size_t i = 0; i < before->segment_count; i++) {
		if (segments_equal(before, after, i))
			continue;
		sfw_report(findings, SFW_STRIP_IMPOSSIBLE, sfw_elf32_header_offset(before, i),
			   "can't be stripped: %s contains headers of the ELF file, which would change",
			   sfw_segment_label(i, &before->segments[i]).text);
		return false;
	}
	return true;
}

/* Reads what was written by the same code as any other image. */
static enum signfw_status read_back(struct elf32 *out, const struct builder *written)
{
	CLEANUP(sfw_findings_cleanup) signfw_findings *scratch = sfw_findings_new();
	struct span file;

	if (scratch == NULL || !sfw_builder_view(written, &file))
		return SIGNFW_E_MEMORY;
	return sfw_elf32_parse(out, file, 0, scratch);
}

enum signfw_status sfw_elf32_strip(struct builder *out, struct elf32 *out_elf, const struct elf32 *elf,
				   signfw_findings *findings)
{
	CLEANUP(sfw_elf32_cleanup) struct elf32 after = {0};
	CLEANUP(sfw_builder_cleanup) struct builder written = {0};
	CLEANUP(strip_cleanup)
	struct strip strip = {
		.elf = elf,
		.pieces = sfw_array_new(elf->segment_count + 3, sizeof(*strip.pieces)),
		.numbers = sfw_array_new(sfw_elf32_section_count(elf), sizeof(*strip.numbers)),
	};

	if (strip.pieces == NULL || strip.numbers == NULL)
		return SIGNFW_E_MEMORY;
	if (!collect_pieces(&strip, findings))
		return SIGNFW_OK;
	place_pieces(&strip);
	if (!collect_sections(&strip, findings))
		return SIGNFW_OK;
	if (write_file(&strip, &written) != SIGNFW_OK || read_back(&after, &written) != SIGNFW_OK)
		return SIGNFW_E_MEMORY;
	if (!compare(elf, &after, findings))
		return SIGNFW_OK;
	*out = written;
	*out_elf = after;
	written = (struct builder){0};
	after = (struct elf32){0};
	return SIGNFW_OK;
}

enum signfw_status signfw_elf_strip(uint8_t **out, size_t *out_size, const void *data, size_t size,
				    signfw_findings *findings, struct signfw_error *err)
{
	CLEANUP(sfw_findings_cleanup) signfw_findings *own = NULL;
	CLEANUP(sfw_elf32_cleanup) struct elf32 elf = {0}, after = {0};
	CLEANUP(sfw_builder_cleanup) struct builder stripped = {0};

	if (out == NULL || out_size == NULL || (data == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no data, or no place for the image");
	enum signfw_status status = sfw_elf32_read(&elf, (struct span){data, size}, true, &findings, &own, err);

	if (status == SIGNFW_OK && sfw_elf32_strip(&stripped, &after, &elf, findings) != SIGNFW_OK)
		return sfw_fail_memory(err);
	if (status == SIGNFW_OK)
		status = sfw_findings_verdict(findings, err);
	if (status != SIGNFW_OK)
		return status;
	*out = stripped.data;
	*out_size = stripped.size;
	stripped = (struct builder){0};
	return SIGNFW_OK;
}
