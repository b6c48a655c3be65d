/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/markup.h"

#include <stdbool.h>
#include <string.h>

#include "printing/utf8.h"

/* What stands for a character; NULL: itself. */
static const char *entity_of(char character)
{
	switch (character) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\t':
	case '\n':
		return NULL;
	default:
		/* there is no other control character in XML 1.0 */
		return (unsigned char)character < 0x20 ? UTF8_REPLACEMENT : NULL;
	}
}

/* Whether XML 1.0 has it: U+FFFE and U+FFFF are none. */
static bool is_character(const char *text, size_t length)
{
	return length > 0 && (length != 3 || memcmp(text, "\xef\xbf\xbe", 3) < 0);
}

void write_markup_text(FILE *out, const char *text)
{
	while (*text != '\0') {
		const size_t length = utf8_length(text);
		const char *entity = is_character(text, length) ? entity_of(*text) : UTF8_REPLACEMENT;

		if (entity != NULL)
			fputs(entity, out);
		else
			fwrite(text, 1, length, out);
		text += length == 0 ? 1 : length;
	}
}
