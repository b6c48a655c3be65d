/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/message.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/exit_code.h"
#include "base/progress.h"

/* Room for every path that the system takes, escaped, and a message. */
#define LINE_SIZE 24576

/* A message is put together here and written by one call, so that those of parallel processes don't mix. */
struct line {
	size_t size;
	char text[LINE_SIZE];
};

/* As print_escaped(), but leaves bytes above 0x7f alone: file names are in the user's own encoding. */
static void append(struct line *line, const char *text)
{
	/* what doesn't fit is cut off; the longest is "\xNN" and its NUL, and the end of the line */
	for (; *text != '\0' && line->size + 6 <= LINE_SIZE; text++) {
		const unsigned char byte = (unsigned char)*text;

		if (byte < 0x20 || byte == 0x7f)
			line->size += (size_t)snprintf(line->text + line->size, 5, "\\x%02x", byte);
		else
			line->text[line->size++] = (char)byte;
	}
}

static void write_line(struct line *line)
{
	size_t written = 0;

	line->text[line->size++] = '\n';
	while (written < line->size) {
		const ssize_t count = write(STDERR_FILENO, line->text + written, line->size - written);

		if (count < 0 && errno != EINTR)
			return;
		written += count < 0 ? 0 : (size_t)count;
	}
}

/* The last one, for last_message(). */
static char last_subject[4096], last_text[1024];
static bool last_has_subject;

static void remember(const char *subject, const char *text)
{
	last_has_subject = subject != NULL;
	snprintf(last_subject, sizeof(last_subject), "%s", subject == NULL ? "" : subject);
	snprintf(last_text, sizeof(last_text), "%s", text);
}

const char *last_message(const char **subject)
{
	*subject = last_has_subject ? last_subject : NULL;
	return last_text;
}

void message(const char *subject, const char *format, ...)
{
	struct line line;
	char text[sizeof(last_text)];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	remember(subject, text);
	line.size = 0;
	append(&line, PROGRAM ": ");
	if (subject != NULL) {
		append(&line, subject);
		append(&line, ": ");
	}
	append(&line, text);
	progress_hold();
	write_line(&line);
	progress_release();
}

size_t print_escaped(FILE *file, const void *data, size_t size)
{
	const unsigned char *bytes = data;
	size_t length = size;

	for (size_t i = 0; i < size; i++) {
		if (bytes[i] < 0x20 || bytes[i] > 0x7e || bytes[i] == '\\') {
			fprintf(file, "\\x%02x", bytes[i]);
			length += 3;
		} else {
			fputc(bytes[i], file);
		}
	}
	return length;
}

size_t print_hex(FILE *file, const void *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		fprintf(file, "%02x", ((const unsigned char *)data)[i]);
	return 2 * size;
}

bool finish_stdout(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	message("standard output", "%s", strerror(errno));
	return false;
}
