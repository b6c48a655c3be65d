/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads the values of symbols of an untrusted ELF file, 32-bit or 64-bit, by libelf. */
#ifndef SFW_ELF_ELF_SYMBOLS_H
#define SFW_ELF_ELF_SYMBOLS_H

#include "base/bytes.h"

struct elf_symbol {
	const char *name;
	struct span
		bytes; /* of the file; empty if there is no such symbol, or nothing in the file that it stands for */
};

/*
 * Fills in `bytes` of each symbol, whose name is given.  Of a file that isn't
 * a little-endian ELF file, or has no symbols, all stay empty.
 */
void sfw_elf_find_symbols(struct span file, struct elf_symbol *symbols, size_t count);

#endif
