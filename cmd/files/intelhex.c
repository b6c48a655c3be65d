/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/intelhex.h"

/* Data bytes of a record; the usual number. */
#define RECORD_SIZE 16

#define SEGMENT_SIZE 0x10000u

enum record_type {
	RECORD_DATA = 0,
	RECORD_END = 1,
	RECORD_BASE = 4,
	RECORD_START = 5
};

/* All bytes of a record together are 0 modulo 256. */
static void write_record(struct intelhex *hex, enum record_type type, uint32_t address, const uint8_t *data,
			 size_t size)
{
	uint8_t sum = (uint8_t)(size + (address >> 8) + address + (uint32_t)type);

	fprintf(hex->file, ":%02zX%04X%02X", size, (unsigned)address, (unsigned)type);
	for (size_t i = 0; i < size; i++) {
		fprintf(hex->file, "%02X", data[i]);
		sum = (uint8_t)(sum + data[i]);
	}
	fprintf(hex->file, "%02X\n", (uint8_t)-sum);
}

static void write_base(struct intelhex *hex, uint32_t base)
{
	const uint8_t bytes[] = {(uint8_t)(base >> 8), (uint8_t)base};

	if (hex->has_base && hex->base == base)
		return;
	write_record(hex, RECORD_BASE, 0, bytes, sizeof(bytes));
	hex->has_base = true;
	hex->base = base;
}

void intelhex_data(struct intelhex *hex, uint32_t address, const uint8_t *data, size_t size)
{
	while (size > 0) {
		const uint32_t offset = address % SEGMENT_SIZE;
		const size_t room = SEGMENT_SIZE - offset < RECORD_SIZE ? SEGMENT_SIZE - offset : RECORD_SIZE;
		const size_t count = size < room ? size : room;

		write_base(hex, address / SEGMENT_SIZE);
		write_record(hex, RECORD_DATA, offset, data, count);
		address += (uint32_t)count;
		data += count;
		size -= count;
	}
}

void intelhex_start(struct intelhex *hex, uint32_t address)
{
	const uint8_t bytes[] = {(uint8_t)(address >> 24), (uint8_t)(address >> 16), (uint8_t)(address >> 8),
				 (uint8_t)address};

	write_record(hex, RECORD_START, 0, bytes, sizeof(bytes));
}

void intelhex_end(struct intelhex *hex)
{
	write_record(hex, RECORD_END, 0, NULL, 0);
}
