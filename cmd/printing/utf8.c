/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/utf8.h"

#include <stdint.h>

size_t utf8_length(const char *text)
{
	static const struct {
		unsigned char mask, lead;
		uint32_t least;
	} forms[] = {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
	const unsigned char *bytes = (const unsigned char *)text;

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if ((bytes[0] & forms[i].mask) != forms[i].lead)
			continue;
		uint32_t code = bytes[0] & (unsigned char)~forms[i].mask;

		for (size_t j = 1; j <= i; j++) {
			if ((bytes[j] & 0xc0) != 0x80)
				return 0;
			code = code << 6 | (bytes[j] & 0x3fu);
		}
		if (code < forms[i].least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
			return 0;
		return i + 1;
	}
	return 0;
}
