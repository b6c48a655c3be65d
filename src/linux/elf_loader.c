/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/elf_loader.h"

#include <string.h>

#include "format/resource_entry.h"
#include "format/resource_format.h"

#define EI_CLASS  4
#define EI_DATA   5
#define CLASS_32  1
#define CLASS_64  2
#define DATA_LSB  1
#define TYPE_LOAD 1

/* A field of a header: where it is, and its size in bytes. */
struct elf_field {
	uint8_t offset, size;
};

/* Offsets of the fields that the loader reads, for both ELF classes. */
struct elf_layout {
	size_t header_size, program_size, section_size;
	struct elf_field phoff, shoff, phnum, shnum, shstrndx;
	struct elf_field p_type, p_offset, p_paddr, p_filesz, p_memsz;
	struct elf_field sh_name, sh_addr, sh_offset, sh_size;
};

static const struct elf_layout layout_32 = {
	.header_size = 52,
	.program_size = 32,
	.section_size = 40,
	.phoff = {28, 4},
	.shoff = {32, 4},
	.phnum = {44, 2},
	.shnum = {48, 2},
	.shstrndx = {50, 2},
	.p_type = {0, 4},
	.p_offset = {4, 4},
	.p_paddr = {12, 4},
	.p_filesz = {16, 4},
	.p_memsz = {20, 4},
	.sh_name = {0, 4},
	.sh_addr = {12, 4},
	.sh_offset = {16, 4},
	.sh_size = {20, 4},
};

static const struct elf_layout layout_64 = {
	.header_size = 64,
	.program_size = 56,
	.section_size = 64,
	.phoff = {32, 8},
	.shoff = {40, 8},
	.phnum = {56, 2},
	.shnum = {60, 2},
	.shstrndx = {62, 2},
	.p_type = {0, 4},
	.p_offset = {8, 8},
	.p_paddr = {24, 8},
	.p_filesz = {32, 8},
	.p_memsz = {40, 8},
	.sh_name = {0, 4},
	.sh_addr = {16, 8},
	.sh_offset = {24, 8},
	.sh_size = {32, 8},
};

/* The file that is being loaded; `outside` is set by a read beyond its end. */
struct elf_file {
	struct remoteproc *rproc;
	struct span bytes;
	const struct elf_layout *layout;
	bool outside;
	uint64_t outside_at;
};

static struct elf_file open_file(struct remoteproc *rproc, struct span bytes)
{
	const bool is_64 = bytes.size > EI_CLASS && bytes.data[EI_CLASS] == CLASS_64;

	return (struct elf_file){.rproc = rproc, .bytes = bytes, .layout = is_64 ? &layout_64 : &layout_32};
}

static uint8_t read_byte(struct elf_file *file, uint64_t at)
{
	struct span byte;

	if (sfw_span_at(file->bytes, at, 1, &byte))
		return byte.data[0];
	if (!file->outside)
		file->outside_at = at;
	file->outside = true;
	return 0;
}

/* A little-endian number of the header that begins at `header`. */
static uint64_t read_field(struct elf_file *file, uint64_t header, struct elf_field field)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < field.size; i++)
		value |= (uint64_t)read_byte(file, header + field.offset + i) << 8 * i;
	return value;
}

static int crash(const struct elf_file *file, const char *what)
{
	return sfw_remoteproc_crash(file->rproc, "Linux reads %s outside the file, at 0x%llx of %zu bytes", what,
				    (unsigned long long)file->outside_at, file->bytes.size);
}

/* ---- the header ---- */

static int check_ident(struct remoteproc *rproc, struct span bytes)
{
	if (bytes.size < layout_32.header_size)
		return sfw_remoteproc_refuse(rproc, "Image is too small");
	if (memcmp(bytes.data, "\177ELF", 4) != 0)
		return sfw_remoteproc_refuse(rproc, "Image is corrupted (bad magic)");
	if (bytes.data[EI_CLASS] != CLASS_32 && bytes.data[EI_CLASS] != CLASS_64) {
		sfw_kernel_log(&rproc->log, "err", "Unsupported class: %d", bytes.data[EI_CLASS]);
		return LINUX_EINVAL;
	}
	if (bytes.data[EI_CLASS] == CLASS_64 && bytes.size < layout_64.header_size)
		return sfw_remoteproc_refuse(rproc, "elf64 header is too small");
	return bytes.data[EI_DATA] == DATA_LSB ? 0 : sfw_remoteproc_refuse(rproc, "Unsupported firmware endianness");
}

int sfw_elf_loader_check(struct remoteproc *rproc, struct span bytes)
{
	struct elf_file file = open_file(rproc, bytes);
	const int error = check_ident(rproc, bytes);

	if (error != 0)
		return error;
	/* Linux doesn't check this sum for overflow */
	if (bytes.size < read_field(&file, 0, file.layout->shoff) + file.layout->section_size)
		return sfw_remoteproc_refuse(rproc, "Image is too small");
	if (read_field(&file, 0, file.layout->phnum) == 0)
		return sfw_remoteproc_refuse(rproc, "No loadable segments");
	if (read_field(&file, 0, file.layout->phoff) > bytes.size)
		return sfw_remoteproc_refuse(rproc, "Firmware size is too small");
	return 0;
}

/* ---- the resource table ---- */

static bool is_table_name(struct elf_file *file, uint64_t at)
{
	static const char name[] = ".resource_table";

	for (size_t i = 0; i < sizeof(name); i++)
		if (read_byte(file, at + i) != (uint8_t)name[i])
			return false;
	return true;
}

/* Whether the loader accepts the table; logs the reason if not. */
static bool check_table(struct elf_file *file, uint64_t offset, uint64_t size)
{
	struct kernel_log *log = &file->rproc->log;
	struct signfw_resource_header header;
	struct span table;

	if (offset + size > file->bytes.size || offset + size < size ||
	    !sfw_span_at(file->bytes, offset, size, &table)) {
		sfw_kernel_log(log, "err", "resource table truncated");
		return false;
	}
	signfw_resource_table_header(table.data, table.size, &header);
	if (size < SFW_TABLE_HEADER_SIZE)
		sfw_kernel_log(log, "err", "header-less resource table");
	else if (header.version != 1)
		sfw_kernel_log(log, "err", "unsupported fw ver: %d", (int)header.version);
	else if (header.reserved[0] != 0 || header.reserved[1] != 0)
		sfw_kernel_log(log, "err", "non zero reserved bytes");
	else if (!header.complete)
		sfw_kernel_log(log, "err", "resource table incomplete");
	else
		return true;
	return false;
}

/* Sets *header to the section header of the table, or to 0 if the loader accepts none. */
static int find_table(struct elf_file *file, uint64_t *header)
{
	const struct elf_layout *layout = file->layout;
	const uint64_t count = read_field(file, 0, layout->shnum);
	const uint64_t sections = read_field(file, 0, layout->shoff);
	const uint64_t names_header = sections + read_field(file, 0, layout->shstrndx) * layout->section_size;
	const uint64_t names = read_field(file, names_header, layout->sh_offset);

	*header = 0;
	if (file->outside)
		return crash(file, "the section header of the names");
	for (uint64_t i = 0; i < count; i++) {
		const uint64_t at = sections + i * layout->section_size;
		const uint64_t size = read_field(file, at, layout->sh_size);
		const uint64_t offset = read_field(file, at, layout->sh_offset);
		const uint64_t name = read_field(file, at, layout->sh_name);

		if (file->outside)
			return crash(file, "a section header");
		const bool found = is_table_name(file, names + name);

		if (file->outside)
			return crash(file, "the name of a section");
		if (found) {
			*header = check_table(file, offset, size) ? at : 0;
			return 0;
		}
	}
	return 0;
}

int sfw_elf_loader_table(struct remoteproc *rproc, struct span bytes, struct span *out)
{
	struct elf_file file = open_file(rproc, bytes);
	uint64_t header;
	const int error = find_table(&file, &header);

	*out = (struct span){0};
	if (error != 0)
		return error;
	if (header == 0 || !sfw_span_at(bytes, read_field(&file, header, file.layout->sh_offset),
					read_field(&file, header, file.layout->sh_size), out))
		sfw_kernel_log(&rproc->log, "warn", "no resource table found for this firmware");
	return 0;
}

int sfw_elf_loader_find_loaded(struct remoteproc *rproc, struct span bytes, bool *found)
{
	struct elf_file file = open_file(rproc, bytes);
	uint64_t header;
	const int error = find_table(&file, &header);

	*found = false;
	if (error != 0 || header == 0)
		return error;
	*found = !rproc->board->known ||
		 sfw_carveouts_at_device(&rproc->carveouts, read_field(&file, header, file.layout->sh_addr),
					 read_field(&file, header, file.layout->sh_size)) != NULL;
	return 0;
}

/* ---- segments ---- */

static int load_segment(struct elf_file *file, uint64_t header)
{
	const struct elf_layout *layout = file->layout;
	/* Linux reads all fields before it looks at the type */
	const uint64_t type = read_field(file, header, layout->p_type);
	const unsigned long long da = read_field(file, header, layout->p_paddr);
	const unsigned long long memsz = read_field(file, header, layout->p_memsz);
	const unsigned long long filesz = read_field(file, header, layout->p_filesz);
	const unsigned long long end = read_field(file, header, layout->p_offset) + filesz;
	struct remoteproc *rproc = file->rproc;

	if (file->outside)
		return crash(file, "a program header");
	if (type != TYPE_LOAD)
		return 0;
	if (filesz > memsz)
		sfw_kernel_log(&rproc->log, "err", "bad phdr filesz 0x%llx memsz 0x%llx", filesz, memsz);
	else if (end > file->bytes.size)
		sfw_kernel_log(&rproc->log, "err", "truncated fw: need 0x%llx avail 0x%zx", end, file->bytes.size);
	else if (rproc->board->known && sfw_carveouts_at_device(&rproc->carveouts, da, memsz) == NULL)
		sfw_kernel_log(&rproc->log, "err", "bad phdr da 0x%llx mem 0x%llx", da, memsz);
	else if (end < filesz)
		return sfw_remoteproc_crash(rproc,
					    "Linux copies a segment from outside the file: p_offset + p_filesz is "
					    "too large for 64 bits");
	else
		return 0;
	return LINUX_EINVAL;
}

int sfw_elf_loader_load(struct remoteproc *rproc, struct span bytes)
{
	struct elf_file file = open_file(rproc, bytes);
	const uint64_t count = read_field(&file, 0, file.layout->phnum);
	uint64_t header = read_field(&file, 0, file.layout->phoff);
	int error = 0;

	for (uint64_t i = 0; error == 0 && i < count; i++, header += file.layout->program_size)
		error = load_segment(&file, header);
	return error;
}
