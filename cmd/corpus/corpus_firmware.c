/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_firmware.h"

#include <string.h>

#define EM_ARM        40
#define PT_LOAD       1
#define PT_GNU_STACK  0x6474e551
#define PT_ARM_EXIDX  0x70000001
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
	put16(out + 16, 2);
	put16(out + 18, EM_ARM);
	put_words(out + 20, words, sizeof(words) / sizeof(words[0]));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		put16(out + 40 + 2 * i, sizes[i]);
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
