/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ta/user_ta_header.c has a table of properties: pointers to a name, a type, and a
 * pointer to a value.  A TA is position-independent: on 32-bit ARM the pointers are in
 * the table, as addresses; on 64-bit they are in relocations.
 */
#define _GNU_SOURCE /* memmem() */
#include "optee_build/ta_properties.h"

#include <string.h>

#define ELFCLASS_OFFSET 4
#define ELFCLASS_64     2
#define PT_LOAD         1
#define SEGMENTS_MAX    16

#define R_AARCH64_RELATIVE 1027
#define RELA_SIZE          24

static const char heap_name[] = "gpd.ta.dataSize", crash_name[] = "optee.ta.instanceKeepCrashed";

/* Where fields are in an ELF header and a program header. */
struct form {
	uint32_t word; /* size of an address */
	uint32_t table_offset, entry_size_offset, count_offset;
	uint32_t segment_offset, segment_address, segment_size;
};

static const struct form form_32 = {4, 28, 42, 44, 4, 8, 16}, form_64 = {8, 32, 54, 56, 8, 16, 32};

struct segment {
	uint64_t offset, address, size;
};

struct ta_file {
	struct span bytes;
	const struct form *form;
	struct segment segments[SEGMENTS_MAX];
	size_t segment_count;
};

/* A number of 2, 4 or 8 bytes; false if it isn't there. */
static bool number_at(struct span bytes, uint64_t offset, uint32_t size, uint64_t *out)
{
	struct span number;

	if (!sfw_span_at(bytes, offset, size, &number))
		return false;
	*out = size == 2 ? sfw_u16le(number.data) : size == 4 ? sfw_u32le(number.data) : sfw_u64le(number.data);
	return true;
}

static bool read_segment(struct ta_file *file, uint64_t header)
{
	const struct form *form = file->form;
	struct segment *segment = &file->segments[file->segment_count];
	uint64_t type;

	if (!number_at(file->bytes, header, 4, &type) ||
	    !number_at(file->bytes, header + form->segment_offset, form->word, &segment->offset) ||
	    !number_at(file->bytes, header + form->segment_address, form->word, &segment->address) ||
	    !number_at(file->bytes, header + form->segment_size, form->word, &segment->size))
		return false;
	file->segment_count += type == PT_LOAD && segment->size <= file->bytes.size;
	return true;
}

static bool open_file(struct ta_file *file, struct span elf)
{
	uint64_t table, entry_size, count;

	*file = (struct ta_file){.bytes = elf};
	if (elf.size <= ELFCLASS_OFFSET)
		return false;
	file->form = elf.data[ELFCLASS_OFFSET] == ELFCLASS_64 ? &form_64 : &form_32;
	if (!number_at(elf, file->form->table_offset, file->form->word, &table) || table > elf.size ||
	    !number_at(elf, file->form->entry_size_offset, 2, &entry_size) ||
	    !number_at(elf, file->form->count_offset, 2, &count))
		return false;
	for (uint64_t i = 0; i < count && file->segment_count < SEGMENTS_MAX; i++)
		if (!read_segment(file, table + i * entry_size))
			return false;
	return true;
}

static bool offset_of(const struct ta_file *file, uint64_t address, uint64_t *out)
{
	for (size_t i = 0; i < file->segment_count; i++) {
		const struct segment *segment = &file->segments[i];

		if (address < segment->address || address - segment->address >= segment->size)
			continue;
		*out = segment->offset + (address - segment->address);
		return true;
	}
	return false;
}

static bool address_of(const struct ta_file *file, uint64_t offset, uint64_t *out)
{
	for (size_t i = 0; i < file->segment_count; i++) {
		const struct segment *segment = &file->segments[i];

		if (offset < segment->offset || offset - segment->offset >= segment->size)
			continue;
		*out = segment->address + (offset - segment->offset);
		return true;
	}
	return false;
}

/* The address of a string, its NUL included. */
static bool find_string(const struct ta_file *file, const char *text, uint64_t *address)
{
	const uint8_t *at = memmem(file->bytes.data, file->bytes.size, text, strlen(text) + 1);

	return at != NULL && address_of(file, (uint64_t)(at - file->bytes.data), address);
}

/* The value of the property whose name is at an address: 32 bits, in the table itself. */
static bool value_in_table(const struct ta_file *file, uint64_t name, uint64_t *value)
{
	uint64_t word;

	for (uint64_t at = 0; number_at(file->bytes, at, 4, &word); at += 4)
		if (word == name && number_at(file->bytes, at + 8, 4, value))
			return true;
	return false;
}

/* What a relocation writes to an address, or, with `by_value`, to which address one writes that. */
static bool find_relocation(const struct ta_file *file, uint64_t wanted, bool by_value, uint64_t *out)
{
	struct span entry;

	for (uint64_t at = 0; sfw_span_at(file->bytes, at, RELA_SIZE, &entry); at += 8) {
		const uint64_t place = sfw_u64le(entry.data), value = sfw_u64le(entry.data + 16);

		if (sfw_u64le(entry.data + 8) != R_AARCH64_RELATIVE || (by_value ? value : place) != wanted)
			continue;
		*out = by_value ? place : value;
		return true;
	}
	return false;
}

/* Likewise of 64 bits, by relocations: name, type, value are 8 bytes each. */
static bool value_by_relocation(const struct ta_file *file, uint64_t name, uint64_t *value)
{
	uint64_t property;

	return find_relocation(file, name, true, &property) && find_relocation(file, property + 16, false, value);
}

static uint32_t read_heap_size(const struct ta_file *file)
{
	uint64_t name, value, offset, size;

	if (!find_string(file, heap_name, &name) ||
	    !(file->form == &form_64 ? value_by_relocation(file, name, &value) : value_in_table(file, name, &value)) ||
	    !offset_of(file, value, &offset) || !number_at(file->bytes, offset, 4, &size))
		return 0;
	return (uint32_t)size;
}

void sfw_ta_properties_read(struct ta_properties *out, struct span elf)
{
	struct ta_file file;

	*out = (struct ta_properties){0};
	if (!open_file(&file, elf))
		return;
	out->is_64_bit = file.form == &form_64;
	out->heap_size = read_heap_size(&file);
	out->has_keep_crashed = memmem(elf.data, elf.size, crash_name, sizeof(crash_name)) != NULL;
}
