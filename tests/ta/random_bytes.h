/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers that are the same again for the same seed, and LLVMFuzzerMutate() of them, where there is no libFuzzer. */
#ifndef TA_RANDOM_BYTES_H
#define TA_RANDOM_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void random_begin(uint64_t seed);

/* Below `count`, which isn't 0. */
uint32_t random_below(uint32_t count);
bool random_one_in(uint32_t count);

/* What tests/fuzz/mutate.c leaves to libFuzzer: changes any bytes.  The name is libFuzzer's. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_max);

#endif
