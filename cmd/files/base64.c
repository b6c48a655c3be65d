/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/base64.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/out_of_memory.h"

char *base64_encode(const void *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *bytes = data;
	char *text = memory_or_exit(malloc((size + 2) / 3 * 4 + 1));
	size_t length = 0;

	for (size_t i = 0; i < size; i += 3) {
		const size_t left = size - i;
		const uint32_t three = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
				       (left > 2 ? bytes[i + 2] : 0);

		text[length++] = digits[three >> 18];
		text[length++] = digits[three >> 12 & 63];
		text[length++] = '=';
		text[length++] = '=';
		if (left > 1)
			text[length - 2] = digits[three >> 6 & 63];
		if (left > 2)
			text[length - 1] = digits[three & 63];
	}
	text[length] = '\0';
	return text;
}
