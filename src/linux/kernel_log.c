/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/kernel_log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

#define LINE_MAX_SIZE 256

/* Replaces unprintable characters, which come from the firmware. */
static void make_printable(char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			*text = '?';
}

void sfw_kernel_log(struct kernel_log *log, const char *level, const char *format, ...)
{
	char text[LINE_MAX_SIZE], line[LINE_MAX_SIZE + 8];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	make_printable(text);
	snprintf(line, sizeof(line), "%s: %s", level, text);
	char **lines = sfw_array_grow(log->lines, log->count, &log->capacity, sizeof(*lines));

	if (lines != NULL)
		log->lines = lines;
	char *copy = lines == NULL ? NULL : strdup(line);

	if (copy == NULL)
		log->failed = true;
	else
		log->lines[log->count++] = copy;
}

bool sfw_kernel_log_has(const struct kernel_log *log, const char *level)
{
	const size_t length = strlen(level);

	for (size_t i = 0; i < log->count; i++)
		if (strncmp(log->lines[i], level, length) == 0 && log->lines[i][length] == ':')
			return true;
	return false;
}

void sfw_kernel_log_clear(struct kernel_log *log)
{
	for (size_t i = 0; i < log->count; i++)
		free(log->lines[i]);
	free(log->lines);
	*log = (struct kernel_log){0};
}
