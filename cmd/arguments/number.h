/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers as they are typed. */
#ifndef CMD_ARGUMENTS_NUMBER_H
#define CMD_ARGUMENTS_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* A number in C notation, at most `limit`; false if the text isn't one. */
bool parse_number(const char *text, uint64_t limit, uint64_t *out);

/* The same, also with a suffix K, M or G. */
bool parse_size(const char *text, uint64_t limit, uint64_t *out);

#endif
