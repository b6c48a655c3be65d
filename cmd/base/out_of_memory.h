/* SPDX-License-Identifier: BSD-2-Clause */
/* Running out of memory ends the program. */
#ifndef CMD_BASE_OUT_OF_MEMORY_H
#define CMD_BASE_OUT_OF_MEMORY_H

#include <stdnoreturn.h>

/* Prints "out of memory" and exits with EXIT_UNABLE. */
noreturn void out_of_memory(void);

/* Returns what an allocation returned, unless that is NULL: then out_of_memory(). */
void *memory_or_exit(void *memory);

#endif
