/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/number.h"

#include <ctype.h>
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

/* How far a suffix shifts; 0 of none, or of what isn't one.  @at: becomes where it begins */
static unsigned suffix_of(const char *text, size_t *at)
{
	static const char letters[] = "KMG";
	size_t end = strlen(text);

	/* K and KiB are the same; KB isn't clear */
	if (end > 2 && strcmp(text + end - 2, "iB") == 0)
		end -= 2;
	const char *letter = end == 0 ? NULL : strchr(letters, toupper((unsigned char)text[end - 1]));

	*at = end - 1;
	return letter == NULL || *letter == '\0' ? 0 : 10 * (unsigned)(letter - letters + 1);
}

bool parse_size(const char *text, uint64_t limit, uint64_t *out)
{
	char digits[24];
	size_t at;
	const unsigned shift = suffix_of(text, &at);

	if (shift == 0)
		return parse_number(text, limit, out);
	if (at >= sizeof(digits))
		return false;
	memcpy(digits, text, at);
	digits[at] = '\0';
	if (!parse_number(digits, limit >> shift, out))
		return false;
	*out <<= shift;
	return true;
}
