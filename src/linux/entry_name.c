/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/entry_name.h"

#include <string.h>

/* A conversion specification: its length and its effect. */
struct conversion {
	size_t size;
	enum entry_name effect;
};

static size_t span_of(const char *text, size_t size, const char *set)
{
	size_t i = 0;

	while (i < size && text[i] != '\0' && strchr(set, text[i]) != NULL)
		i++;
	return i;
}

/* Parses the conversion that begins with the '%' at `text`, as vsprintf() of Linux does (lib/vsprintf.c). */
static struct conversion read_conversion(const char *text, size_t size)
{
	static const char dereferencing[] = "RrhbMmIiEUVN4adtCDgGO";
	size_t i = 1 + span_of(text + 1, size - 1, "-+ #0");

	i += span_of(text + i, size - i, "0123456789*");
	i += span_of(text + i, size - i, ".");
	i += span_of(text + i, size - i, "0123456789*");
	i += span_of(text + i, size - i, "hlLzZjtq");
	char kind = '\0';

	if (i < size)
		kind = text[i];

	if (kind == '%')
		return (struct conversion){i + 1, ENTRY_NAME_PLAIN};
	if (kind == 's')
		return (struct conversion){i + 1, ENTRY_NAME_DEREFERENCE};
	/* these letters behind %p make Linux dereference the address */
	if (kind == 'p') {
		const bool is_known = i + 1 < size && text[i + 1] != '\0' && strchr(dereferencing, text[i + 1]) != NULL;

		return (struct conversion){i + 1, is_known ? ENTRY_NAME_DEREFERENCE : ENTRY_NAME_UNCERTAIN};
	}
	return (struct conversion){kind == '\0' ? i : i + 1, ENTRY_NAME_UNCERTAIN};
}

enum entry_name sfw_entry_name(struct span table, uint64_t offset, char out[ENTRY_NAME_SIZE])
{
	enum entry_name result = ENTRY_NAME_PLAIN;
	struct span rest;
	size_t length = 0;

	memset(out, 0, ENTRY_NAME_SIZE);
	if (offset >= table.size || !sfw_span_at(table, offset, table.size - offset, &rest))
		return ENTRY_NAME_NO_END;
	const char *text = (const char *)rest.data;
	const char *end = memchr(text, '\0', rest.size);

	if (end == NULL)
		return ENTRY_NAME_NO_END;
	const size_t size = (size_t)(end - text);

	for (size_t i = 0; i < size;) {
		struct conversion part = {1, ENTRY_NAME_PLAIN};

		if (text[i] == '%')
			part = read_conversion(text + i, size - i);
		/* "%%" prints a single '%' */
		if (length + 1 < ENTRY_NAME_SIZE)
			out[length++] = text[i];
		if (part.effect > result)
			result = part.effect;
		i += part.size;
	}
	return result;
}
