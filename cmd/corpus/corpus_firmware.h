/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A small firmware image, made here: 32-bit ARM, some segments, a resource table.
 * Its places are fixed, so that a case can say which bytes it changes.
 */
#ifndef CMD_CORPUS_CORPUS_FIRMWARE_H
#define CMD_CORPUS_CORPUS_FIRMWARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Program headers of the image.  The places behind the last are zeros, which are of type PT_NULL. */
enum {
	SEGMENT_UNWIND, /* PT_ARM_EXIDX, as linkers put it first */
	SEGMENT_CODE,
	SEGMENT_DATA,  /* the resource table, and zeros behind it */
	SEGMENT_ZERO,  /* nothing but zeros */
	SEGMENT_STACK, /* PT_GNU_STACK, at address 0 */
	SEGMENT_COUNT,
	SEGMENT_ROOM = 40
};

enum {
	SECTION_CODE = 1,
	SECTION_TABLE,
	SECTION_NAMES,
	SECTION_COUNT
};

/* Offsets in the file. */
enum {
	ELF_HEADER_SIZE = 52,
	PROGRAM_HEADER_SIZE = 32,
	SECTION_HEADER_SIZE = 40,
	CODE_SIZE = 0x40,
	TABLE_SIZE = 0x48,
	AT_PROGRAM_HEADERS = ELF_HEADER_SIZE,
	AT_CODE = 0x540,
	AT_TABLE = 0x580,
	AT_SPARE_TABLE = 0x5d0, /* the same bytes again, in no segment */
	AT_NAMES = 0x618,
	AT_SECTION_HEADERS = 0x640,
	AT_SPARE_CODE = 0x6e0, /* the same bytes again, where the file ends */
	FIRMWARE_SIZE = AT_SPARE_CODE + CODE_SIZE
};

/* The fields of an ELF file of 32 bits, and values of them. */
enum {
	E_CLASS = 4,
	E_DATA = 5,
	E_IDENT_VERSION = 6,
	E_TYPE = 16,
	E_MACHINE = 18,
	E_VERSION = 20,
	E_ENTRY = 24,
	E_PHOFF = 28,
	E_SHOFF = 32,
	E_EHSIZE = 40,
	E_PHENTSIZE = 42,
	E_PHNUM = 44,
	E_SHENTSIZE = 46,
	E_SHNUM = 48,
	E_SHSTRNDX = 50
};
enum {
	P_TYPE = 0,
	P_OFFSET = 4,
	P_VADDR = 8,
	P_PADDR = 12,
	P_FILESZ = 16,
	P_MEMSZ = 20,
	P_FLAGS = 24,
	P_ALIGN = 28
};
enum {
	SH_NAME = 0,
	SH_ADDR = 12,
	SH_OFFSET = 16,
	SH_SIZE = 20
};
enum {
	PT_NULL = 0,
	PT_LOAD = 1,
	PT_NOTE = 4,
	PT_GNU_STACK = 0x6474e551,
	PT_ARM_EXIDX = 0x70000001
};

/* Of the name ".resource_table", among those of sections. */
#define AT_TABLE_NAME 17

/* Addresses from where the firmware is loaded on, and what it needs of memory. */
enum {
	TABLE_ADDRESS = 0x400,
	ZERO_ADDRESS = 0x800,
	ZERO_SIZE = 0x40,
	UNWIND_ADDRESS = 0xc00,
	FIRMWARE_MEMORY = 0x1000
};

/* Nothing in the firmware is what is looked for. */
#define NO_PART UINT32_MAX

/* A program header or section header that is changed by its part. */
struct firmware_part {
	uint32_t index; /* or NO_PART */
	uint32_t offset, address, file_size, memory_size;
};

/* Where damage is done in an image. */
struct firmware {
	const uint8_t *bytes;
	uint32_t size; /* with the padding that containers add */
	bool is_built_in;
	uint32_t program_headers, segment_count, section_headers, section_count; /* offsets; 0: no section headers */
	struct firmware_part segments[SEGMENT_COUNT], sections[SECTION_COUNT];
};

/* A little-endian number of up to 4 bytes. */
uint32_t number_at(const uint8_t *at, unsigned width);

/* Finds the parts of an image that the library signs. */
void firmware_read(struct firmware *out, const uint8_t *bytes, size_t size);

/* Writes the image, FIRMWARE_SIZE bytes.  @segments: SEGMENT_COUNT, or up to SEGMENT_ROOM */
void firmware_write(uint8_t *out, uint32_t address, bool has_table, unsigned segments);

#endif
