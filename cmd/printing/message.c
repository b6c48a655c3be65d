/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/message.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "command.h"

/* As print_escaped(), but leaves bytes above 0x7f alone: file names are in the user's own encoding. */
static void print_name(FILE *file, const char *text)
{
	for (; *text != '\0'; text++) {
		const unsigned char byte = (unsigned char)*text;

		if (byte < 0x20 || byte == 0x7f)
			fprintf(file, "\\x%02x", byte);
		else
			fputc(byte, file);
	}
}

void message(const char *subject, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	fputs(PROGRAM ": ", stderr);
	if (subject != NULL) {
		print_name(stderr, subject);
		fputs(": ", stderr);
	}
	print_name(stderr, text);
	fputc('\n', stderr);
}

void print_escaped(FILE *file, const void *data, size_t size)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < size; i++) {
		if (bytes[i] < 0x20 || bytes[i] > 0x7e || bytes[i] == '\\')
			fprintf(file, "\\x%02x", bytes[i]);
		else
			fputc(bytes[i], file);
	}
}

void print_hex(FILE *file, const void *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		fprintf(file, "%02x", ((const unsigned char *)data)[i]);
}

bool finish_stdout(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	message("standard output", "%s", strerror(errno));
	return false;
}
