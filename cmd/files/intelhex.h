/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Intel HEX: bytes at 32-bit addresses, as text.  Records of type 00 (data), 01
 * (end), 04 (extended linear address) and 05 (start linear address).
 */
#ifndef CMD_FILES_INTELHEX_H
#define CMD_FILES_INTELHEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* { file } is one that is begun.  Who writes it asks `file` for errors. */
struct intelhex {
	FILE *file;
	bool has_base;
	uint32_t base; /* the upper half of addresses, as the last record of type 04 has it */
};

/* Bytes at an address; they end at 4 GiB. */
void intelhex_data(struct intelhex *hex, uint32_t address, const uint8_t *data, size_t size);

/* Writes the start address of the processor. */
void intelhex_start(struct intelhex *hex, uint32_t address);

void intelhex_end(struct intelhex *hex);

#endif
