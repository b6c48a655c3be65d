/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool parse_number(const char *text, uint64_t limit, uint64_t *out)
{
	char *end;

	/* strtoull() would take a sign and white space */
	if (text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	const unsigned long long number = strtoull(text, &end, 0);

	if (errno != 0 || *end != '\0' || number > limit)
		return false;
	*out = number;
	return true;
}

bool parse_size(const char *text, uint64_t limit, uint64_t *out)
{
	static const char suffixes[] = "KMG";
	char digits[24];
	const size_t size = strlen(text);
	const char *suffix = size == 0 ? NULL : strchr(suffixes, text[size - 1]);
	const unsigned shift = suffix == NULL ? 0 : 10 * (unsigned)(suffix - suffixes + 1);

	if (size >= sizeof(digits))
		return false;
	memcpy(digits, text, size + 1);
	if (suffix != NULL)
		digits[size - 1] = '\0';
	if (!parse_number(digits, limit >> shift, out))
		return false;
	*out <<= shift;
	return true;
}
