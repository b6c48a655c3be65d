/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf/elf_header.h"

static Elf_Data data_of(const void *bytes, Elf_Type type, size_t size)
{
	return (Elf_Data){.d_buf = (void *)(uintptr_t)bytes, .d_type = type, .d_version = EV_CURRENT, .d_size = size};
}

static bool read_by(Elf_Data *(*translate)(Elf_Data *to, const Elf_Data *from, unsigned encoding), struct span file,
		    uint64_t offset, Elf_Type type, void *out, size_t size)
{
	struct span bytes;

	if (!sfw_span_at(file, offset, size, &bytes))
		return false;
	const Elf_Data from = data_of(bytes.data, type, size);
	Elf_Data to = data_of(out, type, size);

	elf_version(EV_CURRENT); /* libelf wants to be asked before anything else */
	return translate(&to, &from, ELFDATA2LSB) != NULL;
}

bool sfw_elf_header_read(struct span file, uint64_t offset, Elf_Type type, void *out, size_t size)
{
	return read_by(elf32_xlatetom, file, offset, type, out, size);
}

bool sfw_elf64_header_read(struct span file, uint64_t offset, Elf_Type type, void *out, size_t size)
{
	return read_by(elf64_xlatetom, file, offset, type, out, size);
}

void sfw_elf_header_write(uint8_t *out, Elf_Type type, const void *header, size_t size)
{
	const Elf_Data from = data_of(header, type, size);
	Elf_Data to = data_of(out, type, size);

	elf_version(EV_CURRENT);
	elf32_xlatetof(&to, &from, ELFDATA2LSB);
}
