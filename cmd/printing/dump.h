/* SPDX-License-Identifier: BSD-2-Clause */
/* The two forms of `dump`. */
#ifndef CMD_PRINTING_DUMP_H
#define CMD_PRINTING_DUMP_H

#include "signfw.h"

void dump_text(const char *file, const signfw_container *container);
void dump_json(const char *file, const signfw_container *container);

/* The little-endian number in the first four of the bytes. */
uint32_t u32le(const uint8_t *bytes);

/* "R-X" and its NUL */
struct flags_text {
	char text[4];
};
struct flags_text flags_text(uint32_t flags);

#endif
