/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_firmware.h"

#include <string.h>

#define EM_ARM        40
#define SHT_PROGBITS  1
#define SHT_STRTAB    3
#define SHF_WRITE     1
#define SHF_ALLOC     2
#define RSC_TRACE     2
#define STACK_TOP     FIRMWARE_MEMORY
#define TRACE_ADDRESS ZERO_ADDRESS

static const char names[] = "\0.text\0.shstrtab\0.resource_table";

static void put16(uint8_t *at, uint16_t value)
{
	at[0] = (uint8_t)value;
	at[1] = (uint8_t)(value >> 8);
}

static void put_words(uint8_t *at, const uint32_t *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		put16(at + 4 * i, (uint16_t)words[i]);
		put16(at + 4 * i + 2, (uint16_t)(words[i] >> 16));
	}
}

static void put_header(uint8_t *out, uint32_t entry, unsigned segments)
{
	static const uint8_t ident[] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
	const uint32_t words[] = {1, entry, AT_PROGRAM_HEADERS, AT_SECTION_HEADERS, 0x05000000};
	const uint16_t sizes[] = {ELF_HEADER_SIZE,     PROGRAM_HEADER_SIZE, (uint16_t)segments,
				  SECTION_HEADER_SIZE, SECTION_COUNT,       SECTION_NAMES};

	memcpy(out, ident, sizeof(ident));
	put16(out + E_TYPE, 2);
	put16(out + E_MACHINE, EM_ARM);
	put_words(out + E_VERSION, words, sizeof(words) / sizeof(words[0]));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		put16(out + E_EHSIZE + 2 * i, sizes[i]);
}

/* Type, offset, address, sizes in the file and in memory, flags. */
static void put_segment(uint8_t *out, size_t index, const uint32_t what[6])
{
	const uint32_t words[] = {what[0], what[1], what[2], what[2], what[3], what[4], what[5], 4};

	put_words(out + AT_PROGRAM_HEADERS + PROGRAM_HEADER_SIZE * index, words, sizeof(words) / sizeof(words[0]));
}

/* Name, type, flags, address, offset, size. */
static void put_section(uint8_t *out, size_t index, const uint32_t what[6])
{
	const uint32_t words[] = {what[0], what[1], what[2], what[3], what[4], what[5], 0, 0, 4, 0};

	put_words(out + AT_SECTION_HEADERS + SECTION_HEADER_SIZE * index, words, sizeof(words) / sizeof(words[0]));
}

/* Where a Cortex-M begins: its stack, and code that waits for ever. */
static void put_code(uint8_t *at, uint32_t address)
{
	const uint32_t words[] = {address + STACK_TOP, (address + 8) | 1, 0xe7fdbf30 /* wfi; b . - 2 */};

	memset(at, 0xff, CODE_SIZE);
	put_words(at, words, sizeof(words) / sizeof(words[0]));
}

/* One entry, of a trace buffer. */
static void put_table(uint8_t *at, uint32_t address)
{
	/* the entry has a name of 32 bytes behind its own words */
	static const char name[32] = "trace";
	const uint32_t words[] = {1, 1, 0, 0, 20, RSC_TRACE, address + TRACE_ADDRESS, ZERO_SIZE, 0};

	put_words(at, words, sizeof(words) / sizeof(words[0]));
	memcpy(at + sizeof(words), name, sizeof(name));
}

/* Offset of a section's name. */
static uint32_t name_at(const char *name)
{
	const char *at = names + 1;

	while (strcmp(at, name) != 0)
		at += strlen(at) + 1;
	return (uint32_t)(at - names);
}

void firmware_write(uint8_t *out, uint32_t address, bool has_table, unsigned segments)
{
	const uint32_t headers[SEGMENT_COUNT][6] = {
		[SEGMENT_UNWIND] = {PT_ARM_EXIDX, AT_CODE, address + UNWIND_ADDRESS, 8, 8, 4},
		[SEGMENT_CODE] = {PT_LOAD, AT_CODE, address, CODE_SIZE, CODE_SIZE, 5},
		[SEGMENT_DATA] = {PT_LOAD, AT_TABLE, address + TABLE_ADDRESS, TABLE_SIZE, TABLE_SIZE + 0x38, 6},
		[SEGMENT_ZERO] = {PT_LOAD, AT_TABLE, address + ZERO_ADDRESS, 0, ZERO_SIZE, 6},
		[SEGMENT_STACK] = {PT_GNU_STACK, 0, 0, 0, 0, 6},
	};
	const uint32_t sections[SECTION_COUNT][6] = {
		[SECTION_CODE] = {name_at(".text"), SHT_PROGBITS, SHF_ALLOC, address, AT_CODE, CODE_SIZE},
		[SECTION_TABLE] = {has_table ? AT_TABLE_NAME : name_at(".text"), SHT_PROGBITS, SHF_ALLOC | SHF_WRITE,
				   address + TABLE_ADDRESS, AT_TABLE, TABLE_SIZE},
		[SECTION_NAMES] = {name_at(".shstrtab"), SHT_STRTAB, 0, 0, AT_NAMES, sizeof(names)},
	};

	memset(out, 0, FIRMWARE_SIZE);
	put_header(out, (address + 8) | 1, segments);
	for (size_t i = 0; i < SEGMENT_COUNT; i++)
		put_segment(out, i, headers[i]);
	for (size_t i = 0; i < SECTION_COUNT; i++)
		put_section(out, i, sections[i]);
	memcpy(out + AT_NAMES, names, sizeof(names));
	put_code(out + AT_CODE, address);
	put_code(out + AT_SPARE_CODE, address);
	put_table(out + AT_TABLE, address);
	put_table(out + AT_SPARE_TABLE, address);
}

/* ---- what an image has ------------------------------------------------------------ */

#define PF_X          1
#define CODE_SIZE_MIN 0x20U /* cases count on so many bytes */

uint32_t number_at(const uint8_t *at, unsigned width)
{
	uint32_t value = 0;

	for (unsigned i = width; i > 0; i--)
		value = value << 8 | at[i - 1];
	return value;
}

/* A number in the image; 0 outside of it. */
static uint32_t number_in(const struct firmware *firmware, uint64_t at, unsigned width)
{
	return at + width > firmware->size ? 0 : number_at(firmware->bytes + at, width);
}

/* What a program header is among those that cases change; SEGMENT_COUNT: nothing. */
static unsigned role_of(const struct firmware *firmware, uint32_t type, uint32_t flags,
			const struct firmware_part *part)
{
	const struct firmware_part *found = firmware->segments;
	const bool has_code = found[SEGMENT_CODE].index != NO_PART;

	if (type == PT_ARM_EXIDX)
		return has_code ? SEGMENT_COUNT : SEGMENT_UNWIND;
	if (type == PT_GNU_STACK)
		return part->address == 0 ? SEGMENT_STACK : SEGMENT_COUNT;
	if (type != PT_LOAD || part->memory_size == 0)
		return SEGMENT_COUNT;
	if (part->file_size == 0)
		return SEGMENT_ZERO;
	if (!has_code)
		return (flags & PF_X) != 0 && part->file_size >= CODE_SIZE_MIN ? SEGMENT_CODE : SEGMENT_COUNT;
	return part->memory_size > part->file_size ? SEGMENT_DATA : SEGMENT_COUNT;
}

static void read_segments(struct firmware *firmware)
{
	for (uint32_t i = 0; i < firmware->segment_count; i++) {
		const uint64_t at = firmware->program_headers + (uint64_t)PROGRAM_HEADER_SIZE * i;
		const struct firmware_part part = {
			i, number_in(firmware, at + P_OFFSET, 4), number_in(firmware, at + P_PADDR, 4),
			number_in(firmware, at + P_FILESZ, 4), number_in(firmware, at + P_MEMSZ, 4)};
		const unsigned role = role_of(firmware, number_in(firmware, at + P_TYPE, 4),
					      number_in(firmware, at + P_FLAGS, 4), &part);

		if (role < SEGMENT_COUNT && firmware->segments[role].index == NO_PART)
			firmware->segments[role] = part;
	}
}

static bool has_name(const struct firmware *firmware, uint64_t at, const char *name)
{
	const size_t size = strlen(name) + 1;

	return at + size <= firmware->size && memcmp(firmware->bytes + at, name, size) == 0;
}

static void read_sections(struct firmware *firmware)
{
	const uint32_t names_index = number_in(firmware, E_SHSTRNDX, 2);
	const uint64_t names_at = number_in(
		firmware, firmware->section_headers + (uint64_t)SECTION_HEADER_SIZE * names_index + SH_OFFSET, 4);

	for (uint32_t i = 1; i < firmware->section_count; i++) {
		const uint64_t at = firmware->section_headers + (uint64_t)SECTION_HEADER_SIZE * i;
		const struct firmware_part part = {i, number_in(firmware, at + SH_OFFSET, 4),
						   number_in(firmware, at + SH_ADDR, 4),
						   number_in(firmware, at + SH_SIZE, 4), 0};
		const uint64_t name_at = names_at + number_in(firmware, at + SH_NAME, 4);
		const unsigned role = i == names_index                                 ? SECTION_NAMES
				      : has_name(firmware, name_at, ".resource_table") ? SECTION_TABLE
										       : SECTION_CODE;

		if (firmware->sections[role].index == NO_PART)
			firmware->sections[role] = part;
	}
}

void firmware_read(struct firmware *out, const uint8_t *bytes, size_t size)
{
	*out = (struct firmware){.bytes = bytes, .size = (uint32_t)size};
	for (size_t i = 0; i < SEGMENT_COUNT; i++)
		out->segments[i].index = NO_PART;
	for (size_t i = 0; i < SECTION_COUNT; i++)
		out->sections[i].index = NO_PART;
	out->program_headers = number_in(out, E_PHOFF, 4);
	out->segment_count = number_in(out, E_PHNUM, 2);
	out->section_headers = number_in(out, E_SHOFF, 4);
	out->section_count = out->section_headers == 0 ? 0 : number_in(out, E_SHNUM, 2);
	read_segments(out);
	read_sections(out);
}
