/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The boot address: where the vector table is loaded to.  e_entry isn't it,
 * and the first segment need not be, so that only names are trusted, those
 * that start-up code gives it.
 */
#include "elf/elf_boot.h"

#include <elf.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "elf/elf_header.h"
#include "format/container_format.h"
#include "signfw/elf.h"

/* So many names are looked at: no program has more, but a hostile file may have millions. */
#define NAMES_MAX 100

struct search {
	const struct elf32 *elf;
	signfw_findings *findings;
	size_t name_count;   /* names that were found, loaded or not */
	bool found, several; /* an address; another one, too, or more names than are looked at */
	uint32_t address;    /* the first one */
};

/* The segment that fills in the byte at a virtual address; NULL if none does. */
static const struct segment *segment_at(const struct elf32 *elf, uint32_t address)
{
	for (size_t i = 0; i < elf->segment_count; i++) {
		const struct segment *segment = &elf->segments[i];

		if (sfw_segment_is_loaded(segment) && address >= segment->vaddr &&
		    address - segment->vaddr < segment->filesz)
			return segment;
	}
	return NULL;
}

/* Takes down that something of the name of a vector table is at `address`. */
static void take(struct search *search, const char *kind, const char *name, uint32_t address, uint64_t at)
{
	if (search->name_count++ >= NAMES_MAX) {
		search->several = true;
		return;
	}
	const struct segment *segment = segment_at(search->elf, address);

	if (segment == NULL) {
		sfw_report(search->findings, SFW_BOOT_ADDRESS, at, "%s %s is at 0x%08x, where nothing is loaded", kind,
			   name, address);
		return;
	}
	const uint32_t loaded = segment->paddr + (address - segment->vaddr);

	sfw_report(search->findings, SFW_BOOT_ADDRESS, at, "%s %s is loaded to 0x%08x", kind, name, loaded);
	search->several = search->several || (search->found && loaded != search->address);
	if (!search->found)
		search->address = loaded;
	search->found = true;
}

static void search_sections(struct search *search)
{
	static const char *const names[] = {
		".isr_vectors", ".isr_vector", /* STM32Cube */
		"rom_start",                   /* Zephyr */
		".TFM_VECTORS",                /* TF-M */
		".intvec",                     /* IAR */
		".vectors",
	};

	for (size_t i = 0; i < sfw_elf32_section_count(search->elf); i++) {
		const struct section section = sfw_elf32_section(search->elf, i);
		const uint64_t at = search->elf->sections_offset + i * sizeof(Elf32_Shdr);

		if ((section.flags & SHF_ALLOC) == 0 || section.size == 0)
			continue;
		for (size_t j = 0; j < sizeof(names) / sizeof(names[0]); j++)
			if (sfw_elf32_name_is(search->elf->names, section.name, names[j]))
				take(search, "section", names[j], section.address, at);
	}
}

static void search_symbol(struct search *search, struct span strings, const Elf32_Sym *symbol, uint64_t at)
{
	static const char *const names[] = {
		"__isr_vectors", "g_pfnVectors",                     /* STM32Cube */
		"_vector_table",                                     /* Zephyr */
		"__Vectors",     "__VECTOR_TABLE", "__vector_table", /* CMSIS, IAR */
	};
	/* bit 0 of a function says that it is Thumb code; Zephyr's table is one */
	const uint32_t address =
		ELF32_ST_TYPE(symbol->st_info) == STT_FUNC ? symbol->st_value & ~UINT32_C(1) : symbol->st_value;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (symbol->st_shndx != SHN_UNDEF && sfw_elf32_name_is(strings, symbol->st_name, names[i]))
			take(search, "symbol", names[i], address, at);
}

/* Searches a symbol table; one that isn't in the file, or whose names aren't, has nothing to say. */
static void search_symbols(struct search *search, const struct section *table)
{
	const struct span file = search->elf->file;
	struct span entries, strings;
	Elf32_Sym symbol;

	if (table->link >= sfw_elf32_section_count(search->elf) ||
	    !sfw_span_at(file, table->offset, table->size, &entries))
		return;
	const struct section names = sfw_elf32_section(search->elf, table->link);

	if (!sfw_span_at(file, names.offset, names.size, &strings))
		return;
	for (uint64_t at = table->offset; at + sizeof(symbol) <= (uint64_t)table->offset + entries.size;
	     at += sizeof(symbol))
		if (sfw_elf_header_read(file, at, ELF_T_SYM, &symbol, sizeof(symbol)))
			search_symbol(search, strings, &symbol, at);
}

static void search_symbol_table(struct search *search)
{
	for (size_t i = 0; i < sfw_elf32_section_count(search->elf); i++) {
		const struct section section = sfw_elf32_section(search->elf, i);

		if (section.type == SHT_SYMTAB) {
			search_symbols(search, &section);
			return; /* there is one at most: System V ABI, "Sections" */
		}
	}
}

void sfw_elf32_boot_address(uint32_t *out, const struct elf32 *elf, signfw_findings *findings)
{
	struct search search = {.elf = elf, .findings = findings};

	search_sections(&search);
	search_symbol_table(&search);
	if (!search.found)
		sfw_report(findings, SFW_BOOT_ADDRESS_UNKNOWN, SIGNFW_NO_OFFSET,
			   "no boot address: nothing that is loaded has the name of a vector table");
	else if (search.several)
		sfw_report(findings, SFW_BOOT_ADDRESS_UNUSABLE, SIGNFW_NO_OFFSET,
			   "no boot address: there is more than one vector table");
	else if (search.address % SFW_BOOT_ALIGNMENT != 0)
		sfw_report(
			findings, SFW_BOOT_ADDRESS_UNUSABLE, SIGNFW_NO_OFFSET,
			"no boot address: the vector table at 0x%08x isn't at a multiple of %d, devices round it down",
			search.address, SFW_BOOT_ALIGNMENT);
	else
		*out = search.address;
}

enum signfw_status signfw_elf_boot_address(uint32_t *out, const void *data, size_t size, signfw_findings *findings,
					   struct signfw_error *err)
{
	CLEANUP(sfw_findings_cleanup) signfw_findings *own = NULL;
	CLEANUP(sfw_elf32_cleanup) struct elf32 elf = {0};
	uint32_t address = 0;

	if (out == NULL || (data == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no data, or no place for the address");
	enum signfw_status status = sfw_elf32_read(&elf, (struct span){data, size}, false, &findings, &own, err);

	if (status != SIGNFW_OK)
		return status;
	/* what is only odd about the file is for signing to say */
	sfw_findings_truncate(findings, 0);
	sfw_elf32_boot_address(&address, &elf, findings);
	status = sfw_findings_verdict(findings, err);
	if (status == SIGNFW_OK)
		*out = address;
	return status;
}
