/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf/elf_symbols.h"

#include <elf.h>

#include "elf/elf32.h"
#include "elf/elf_header.h"

/* An ELF file of either class; its headers are read as those of the larger one. */
struct elf_file {
	struct span file;
	bool is_64;
	uint64_t sections_offset;
	size_t section_count;
};

/* The symbol table, and the names of symbols. */
struct symbol_table {
	struct span entries, names;
};

static bool read_sections_place(struct elf_file *elf)
{
	Elf64_Ehdr header;
	Elf32_Ehdr narrow;

	if (elf->is_64) {
		if (!sfw_elf64_header_read(elf->file, 0, ELF_T_EHDR, &header, sizeof(header)) ||
		    header.e_shentsize != sizeof(Elf64_Shdr))
			return false;
		elf->sections_offset = header.e_shoff;
		elf->section_count = header.e_shnum;
		return true;
	}
	if (!sfw_elf_header_read(elf->file, 0, ELF_T_EHDR, &narrow, sizeof(narrow)) ||
	    narrow.e_shentsize != sizeof(Elf32_Shdr))
		return false;
	elf->sections_offset = narrow.e_shoff;
	elf->section_count = narrow.e_shnum;
	return true;
}

static bool read_section(const struct elf_file *elf, size_t index, Elf64_Shdr *out)
{
	const uint64_t entry_size = elf->is_64 ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr);
	Elf32_Shdr narrow;

	/* inside the file, so that the sum below stays small */
	if (index >= elf->section_count || elf->sections_offset > elf->file.size)
		return false;
	const uint64_t at = elf->sections_offset + index * entry_size;

	if (elf->is_64)
		return sfw_elf64_header_read(elf->file, at, ELF_T_SHDR, out, sizeof(*out));
	if (!sfw_elf_header_read(elf->file, at, ELF_T_SHDR, &narrow, sizeof(narrow)))
		return false;
	*out = (Elf64_Shdr){
		.sh_type = narrow.sh_type,
		.sh_addr = narrow.sh_addr,
		.sh_offset = narrow.sh_offset,
		.sh_size = narrow.sh_size,
		.sh_link = narrow.sh_link,
	};
	return true;
}

/* The first symbol table; a file has one, and more would make reading them take forever. */
static bool find_table(const struct elf_file *elf, struct symbol_table *out)
{
	Elf64_Shdr table, names;

	for (size_t i = 0; read_section(elf, i, &table); i++)
		if (table.sh_type == SHT_SYMTAB)
			return sfw_span_at(elf->file, table.sh_offset, table.sh_size, &out->entries) &&
			       read_section(elf, table.sh_link, &names) &&
			       sfw_span_at(elf->file, names.sh_offset, names.sh_size, &out->names);
	return false;
}

static bool read_symbol(const struct elf_file *elf, uint64_t offset, Elf64_Sym *out)
{
	Elf32_Sym narrow;

	if (elf->is_64)
		return sfw_elf64_header_read(elf->file, offset, ELF_T_SYM, out, sizeof(*out));
	if (!sfw_elf_header_read(elf->file, offset, ELF_T_SYM, &narrow, sizeof(narrow)))
		return false;
	*out = (Elf64_Sym){
		.st_name = narrow.st_name,
		.st_shndx = narrow.st_shndx,
		.st_value = narrow.st_value,
		.st_size = narrow.st_size,
	};
	return true;
}

/* The bytes of the file at the address of a symbol. */
static struct span bytes_of(const struct elf_file *elf, const Elf64_Sym *symbol)
{
	struct span contents, bytes = {0};
	Elf64_Shdr section;

	if (symbol->st_size == 0 || !read_section(elf, symbol->st_shndx, &section) || section.sh_type == SHT_NOBITS ||
	    symbol->st_value < section.sh_addr ||
	    !sfw_span_at(elf->file, section.sh_offset, section.sh_size, &contents) ||
	    !sfw_span_at(contents, symbol->st_value - section.sh_addr, symbol->st_size, &bytes))
		return (struct span){0};
	return bytes;
}

static void find_symbols(const struct elf_file *elf, const struct symbol_table *table, struct elf_symbol *symbols,
			 size_t count)
{
	const uint64_t start = (uint64_t)(table->entries.data - elf->file.data);
	const size_t entry_size = elf->is_64 ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
	Elf64_Sym symbol;

	for (uint64_t at = 0; at + entry_size <= table->entries.size; at += entry_size) {
		if (!read_symbol(elf, start + at, &symbol))
			return; /* not reached: the table's range was checked */
		for (size_t i = 0; i < count; i++)
			if (symbols[i].bytes.size == 0 &&
			    sfw_elf32_name_is(table->names, symbol.st_name, symbols[i].name))
				symbols[i].bytes = bytes_of(elf, &symbol);
	}
}

void sfw_elf_find_symbols(struct span file, struct elf_symbol *symbols, size_t count)
{
	struct elf_file elf = {.file = file};
	struct symbol_table table;

	for (size_t i = 0; i < count; i++)
		symbols[i].bytes = (struct span){0};
	if (file.size < EI_NIDENT || !sfw_span_begins(file, ELFMAG, SELFMAG) || file.data[EI_DATA] != ELFDATA2LSB)
		return;
	elf.is_64 = file.data[EI_CLASS] == ELFCLASS64;
	if (read_sections_place(&elf) && find_table(&elf, &table))
		find_symbols(&elf, &table, symbols, count);
}
