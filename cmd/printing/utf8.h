/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that may be in any encoding, or none, as UTF-8. */
#ifndef CMD_PRINTING_UTF8_H
#define CMD_PRINTING_UTF8_H

#include <stddef.h>

/* What stands for a byte that is part of no character: U+FFFD. */
#define UTF8_REPLACEMENT "\xef\xbf\xbd"

/* The length of the character that begins a string, which isn't empty; 0 if none does. */
size_t utf8_length(const char *text);

#endif
