/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/uri_pin.h"

#include <ctype.h>
#include <string.h>

#include "signfw/key.h"

static const char pin_name[] = "pin-value";

/* Whatever separates attributes: those of the path, and those of the query behind it. */
#define SEPARATORS "?&;"

/* The byte that %XX at `in` stands for; -1 if it isn't one. */
static int escaped_byte(const char *in)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";

	if (in[0] != '%' || in[1] == '\0' || in[2] == '\0')
		return -1;
	const char *high = strchr(digits, in[1]);
	const char *low = strchr(digits, in[2]);

	return high == NULL || low == NULL ? -1 : (int)((high - digits) % 16 * 16 + (low - digits) % 16);
}

/* Decodes %XX; false if there is no room for the result. */
static bool percent_decode(const char *in, const char *end, char *out, size_t capacity)
{
	size_t size = 0;

	while (in < end && size < capacity - 1) {
		const int byte = escaped_byte(in);

		if (byte < 0) {
			out[size++] = *in++;
		} else {
			out[size++] = (char)byte;
			in += 3;
		}
	}
	out[size] = '\0';
	return in == end;
}

/* Returns true if these characters spell the name, with or without white space, escapes and capitals. */
static bool is_pin_name(const char *begin, const char *end)
{
	char decoded[128];
	size_t matched = 0;

	if (!percent_decode(begin, end, decoded, sizeof(decoded)))
		return false;
	for (const char *at = decoded; *at != '\0'; at++) {
		if (isspace((unsigned char)*at))
			continue;
		if (tolower((unsigned char)*at) != pin_name[matched])
			return false;
		matched++;
	}
	return matched == sizeof(pin_name) - 1;
}

/* The next attribute from `at` on that is a PIN in any spelling; NULL if there is none. */
static char *find_pin(char *at)
{
	for (;;) {
		char *end = at + strcspn(at, "=" SEPARATORS);

		if (*end == '=' && is_pin_name(at, end))
			return at;
		end += strcspn(end, SEPARATORS);
		if (*end == '\0')
			return NULL;
		at = end + 1;
	}
}

/* Removes a part of a string, and wipes what is behind its new end. */
static void cut(char *begin, char *end)
{
	const size_t rest = strlen(end) + 1;

	memmove(begin, end, rest);
	explicit_bzero(begin + rest, (size_t)(end - begin));
}

enum uri_pin uri_take_pin(char *uri, char *pin, size_t capacity)
{
	char *begin = find_pin(uri + strcspn(uri, ":") + 1);
	enum uri_pin result = URI_PIN_TAKEN;

	if (begin == NULL)
		return URI_PIN_NONE;
	char *value = strchr(begin, '=') + 1;
	const bool is_usual = strncmp(begin, pin_name, sizeof(pin_name) - 1) == 0 &&
			      value == begin + sizeof(pin_name) && strchr("?&", begin[-1]) != NULL;
	/* in the query, where it belongs, only this ends it */
	char *end = value + strcspn(value, "&");

	if (!is_usual || find_pin(value) != NULL)
		result = URI_PIN_ODD;
	else if (!percent_decode(value, end, pin, capacity))
		result = URI_PIN_TOO_LONG;
	/* the separator behind it goes with it, or, at the end, the one in front */
	if (result != URI_PIN_TAKEN)
		explicit_bzero(uri, strlen(uri));
	else if (*end == '&')
		cut(begin, end + 1);
	else
		cut(begin - 1, end);
	return result;
}

bool uri_pin_source(const char *uri, char *path, size_t capacity)
{
	static const char name[] = "pin-source=";
	const char *at = strstr(uri, name);

	if (at == NULL || at == uri || strchr(SEPARATORS, at[-1]) == NULL)
		return false;
	at += strlen(name);
	if (!percent_decode(at, at + strcspn(at, "&"), path, capacity))
		return false;
	/* a path, or a URI of one */
	const char *file = signfw_key_file(path);

	if (file != NULL)
		memmove(path, file, strlen(file) + 1);
	return file != NULL;
}
