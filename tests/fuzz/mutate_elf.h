/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes the headers of an ELF file, one field at a time, to what is likely to matter there. */
#ifndef FUZZ_MUTATE_ELF_H
#define FUZZ_MUTATE_ELF_H

#include "base/bytes.h"

/* A source of numbers that is the same for the same seed. */
struct dice {
	uint32_t state; /* not 0 */
};

/* Below `count`, which isn't 0. */
uint32_t fuzz_throw(struct dice *dice, uint32_t count);

bool fuzz_is_elf(struct span file);

/* Changes a field of the ELF header, a program header or a section header of `file`, in place. */
void fuzz_mutate_elf(uint8_t *file, size_t size, struct dice *dice);

/* Changes a number of up to 4 bytes at an offset of the file, which has 4 bytes or more. */
void fuzz_mutate_number(uint8_t *file, size_t size, size_t at, size_t width, struct dice *dice);

#endif
