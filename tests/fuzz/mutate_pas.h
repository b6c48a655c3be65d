/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes PAS containers: numbers in the headers, and in what is signed. */
#ifndef FUZZ_MUTATE_PAS_H
#define FUZZ_MUTATE_PAS_H

#include "mutate_elf.h"

/*
 * Changes one number of a container that is in the form of pas_input.h; digests
 * and signatures are right again mostly.  False if it isn't one.
 */
bool fuzz_mutate_pas(uint8_t *data, size_t size, struct dice *dice);

/* Makes digests, but those that are zero, and signatures right, in place; no size changes. */
void fuzz_repair_pas(uint8_t *data, size_t size);

#endif
