/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/kernel_log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_SIZE 256

/* Replaces unprintable characters, which come from the firmware. */
static void make_printable(char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			*text = '?';
}

static bool grow(struct kernel_log *log)
{
	const size_t capacity = log->capacity == 0 ? 16 : log->capacity * 2;
	char **lines = realloc(log->lines, capacity * sizeof(*lines));

	if (lines == NULL)
		return false;
	log->lines = lines;
	log->capacity = capacity;
	return true;
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
	char *copy = strdup(line);

	if (copy == NULL || (log->count == log->capacity && !grow(log))) {
		log->failed = true;
		free(copy);
		return;
	}
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
