/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf_builder.h"

#include <stdlib.h>
#include <string.h>

/* Appends at the next multiple of 4 and returns where that is. */
static uint32_t append(struct test_file *file, const void *data, size_t size)
{
	const size_t at = (file->size + 3) / 4 * 4;
	uint8_t *grown = realloc(file->data, at + size);

	assert_non_null(grown);
	memset(grown + file->size, 0, at - file->size);
	if (data == NULL)
		memset(grown + at, 0, size);
	else
		memcpy(grown + at, data, size);
	file->data = grown;
	file->size = at + size;
	return (uint32_t)at;
}

static uint32_t append_pattern(struct test_file *file, size_t index, uint32_t size)
{
	const uint32_t at = append(file, NULL, size);

	for (uint32_t i = 0; i < size; i++)
		file->data[at + i] = (uint8_t)(17 * index + i + 1);
	return at;
}

static void put_segment(struct test_file *file, size_t index, const struct elf_segment *segment)
{
	const uint32_t at = append_pattern(file, index, segment->filesz);
	uint8_t *header = file->data + ELF_SEGMENT(index, p_type);

	put_u32(header + offsetof(Elf32_Phdr, p_type), segment->type);
	put_u32(header + offsetof(Elf32_Phdr, p_offset), at);
	put_u32(header + offsetof(Elf32_Phdr, p_vaddr), segment->paddr);
	put_u32(header + offsetof(Elf32_Phdr, p_paddr), segment->paddr);
	put_u32(header + offsetof(Elf32_Phdr, p_filesz), segment->filesz);
	put_u32(header + offsetof(Elf32_Phdr, p_memsz), segment->memsz);
	put_u32(header + offsetof(Elf32_Phdr, p_flags), PF_R | PF_X);
	put_u32(header + offsetof(Elf32_Phdr, p_align), 4);
}

static void put_section(uint8_t *header, uint32_t name, uint32_t type, uint32_t address, uint32_t offset, uint32_t size)
{
	put_u32(header + offsetof(Elf32_Shdr, sh_name), name);
	put_u32(header + offsetof(Elf32_Shdr, sh_type), type);
	put_u32(header + offsetof(Elf32_Shdr, sh_addr), address);
	put_u32(header + offsetof(Elf32_Shdr, sh_offset), offset);
	put_u32(header + offsetof(Elf32_Shdr, sh_size), size);
	put_u32(header + offsetof(Elf32_Shdr, sh_addralign), 1);
}

/* Sections, their names, their headers; returns where the headers are. */
static uint32_t put_sections(struct test_file *file, const struct elf_section *sections, size_t count)
{
	uint8_t *headers = calloc(count + 2, sizeof(Elf32_Shdr));
	char names[512] = "";
	uint32_t names_size = 1;

	assert_non_null(headers);
	for (size_t i = 0; i <= count; i++) {
		const char *name = i == count ? ".shstrtab" : sections[i].name;
		const uint32_t at = i == count ? 0 : append(file, sections[i].data, sections[i].size);

		assert_true(names_size + strlen(name) < sizeof(names));
		memcpy(names + names_size, name, strlen(name) + 1);
		if (i < count)
			put_section(headers + (i + 1) * sizeof(Elf32_Shdr), names_size, SHT_PROGBITS,
				    sections[i].address, at, sections[i].size);
		names_size += (uint32_t)strlen(name) + 1;
	}
	const uint32_t names_at = append(file, names, names_size);

	put_section(headers + (count + 1) * sizeof(Elf32_Shdr), names_size - (uint32_t)sizeof(".shstrtab"), SHT_STRTAB,
		    0, names_at, names_size);

	const uint32_t at = append(file, headers, (count + 2) * sizeof(Elf32_Shdr));

	free(headers);
	return at;
}

struct test_file elf_build(const struct elf_segment *segments, size_t segment_count, const struct elf_section *sections,
			   size_t section_count)
{
	struct test_file file = {0};

	append(&file, NULL, sizeof(Elf32_Ehdr));
	append(&file, NULL, segment_count * sizeof(Elf32_Phdr));
	for (size_t i = 0; i < segment_count; i++)
		put_segment(&file, i, &segments[i]);

	const uint32_t section_headers = put_sections(&file, sections, section_count);

	memcpy(file.data, ELFMAG, SELFMAG);
	file.data[EI_CLASS] = ELFCLASS32;
	file.data[EI_DATA] = ELFDATA2LSB;
	file.data[EI_VERSION] = EV_CURRENT;
	put_u16(file.data + ELF_HEADER(e_type), ET_EXEC);
	put_u16(file.data + ELF_HEADER(e_machine), EM_ARM);
	put_u32(file.data + ELF_HEADER(e_version), EV_CURRENT);
	put_u32(file.data + ELF_HEADER(e_entry), 0x10000001);
	put_u32(file.data + ELF_HEADER(e_phoff), sizeof(Elf32_Ehdr));
	put_u32(file.data + ELF_HEADER(e_shoff), section_headers);
	put_u16(file.data + ELF_HEADER(e_ehsize), sizeof(Elf32_Ehdr));
	put_u16(file.data + ELF_HEADER(e_phentsize), sizeof(Elf32_Phdr));
	put_u16(file.data + ELF_HEADER(e_phnum), (uint16_t)segment_count);
	put_u16(file.data + ELF_HEADER(e_shentsize), sizeof(Elf32_Shdr));
	put_u16(file.data + ELF_HEADER(e_shnum), (uint16_t)(section_count + 2));
	put_u16(file.data + ELF_HEADER(e_shstrndx), (uint16_t)(section_count + 1));
	return file;
}

struct test_file elf_good(void)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 64, 64},
		{PT_LOAD, 0x20000000, 16, 32},
	};

	return elf_build(segments, 2, NULL, 0);
}
