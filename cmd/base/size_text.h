/* SPDX-License-Identifier: BSD-2-Clause */
/* Sizes for people. */
#ifndef CMD_BASE_SIZE_TEXT_H
#define CMD_BASE_SIZE_TEXT_H

#include <stdint.h>

struct size_text {
	char text[48];
};

/* "1500 bytes", "256 KiB"; of a large one that isn't a whole number of a unit, both: "1500000 bytes (1.4 MiB)". */
struct size_text size_text(uint64_t size);

#endif
