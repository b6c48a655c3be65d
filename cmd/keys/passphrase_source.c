/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/passphrase_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "arguments/number.h"
#include "files/read_files.h"

static const char ENVIRONMENT[] = "env:", FILE_PATH[] = "file:", DESCRIPTOR[] = "fd:";

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

const struct choice passphrase_sources[] = {{"env:", 1}, {"file:", 2}, {"fd:", 3}, {"prompt", 4}, {0}};

static bool is_source(const char *text)
{
	return starts_with(text, ENVIRONMENT) || starts_with(text, FILE_PATH) || starts_with(text, DESCRIPTOR) ||
	       strcmp(text, "prompt") == 0;
}

bool passphrase_source_parse(struct call *call, const struct option_row *row, char *argument, void *field)
{
	*(char **)field = argument;
	/* the message doesn't show it: it may be the passphrase itself */
	return is_source(argument) ||
	       call_misused(call, "--%s: expected where the passphrase is: env:NAME, file:PATH, fd:N or prompt",
			    row->name);
}

const char *passphrase_source_file(const char *source)
{
	return starts_with(source, FILE_PATH) ? source + strlen(FILE_PATH) : NULL;
}

static const char TOO_LONG[] = "it is too long";

static const char *read_environment(const char *name, char *out, size_t capacity, size_t *size)
{
	char *value = getenv(name);

	if (value == NULL)
		return "there is no such variable";
	const size_t length = strlen(value);
	const bool fits = length <= capacity;

	if (fits) {
		/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): its size says where it ends */
		memcpy(out, value, length);
		*size = length;
	}
	/* it isn't asked for again */
	explicit_bzero(value, length);
	return fits ? NULL : TOO_LONG;
}

/* The first line of an open file; read byte by byte, so that nothing behind it is taken from a pipe. */
static const char *read_line(int descriptor, char *out, size_t capacity, size_t *size)
{
	size_t length = 0;

	for (;;) {
		char byte;
		const ssize_t count = read(descriptor, &byte, 1);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return strerror(errno);
		if (length == capacity)
			return TOO_LONG;
		if (count == 0 || byte == '\n')
			break;
		out[length++] = byte;
	}
	if (length > 0 && out[length - 1] == '\r')
		length--;
	*size = length;
	return NULL;
}

static const char *read_file(const char *path, char *out, size_t capacity, size_t *size)
{
	const int descriptor = open(path, O_RDONLY | O_CLOEXEC);

	if (descriptor < 0)
		return strerror(errno);
	read_files_add(descriptor, path);
	const char *why = read_line(descriptor, out, capacity, size);

	close(descriptor);
	return why;
}

/* On the terminal, never standard input; without echo. */
static const char *read_prompt(const char *what, char *out, size_t capacity, size_t *size)
{
	const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	struct termios before, silent;

	if (terminal < 0 || tcgetattr(terminal, &before) != 0) {
		if (terminal >= 0)
			close(terminal);
		return "there is no terminal to ask on";
	}
	silent = before;
	/* no signals either: one would leave the terminal silent */
	silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	/* silent before it asks, and nothing that was typed ahead is lost */
	tcsetattr(terminal, TCSADRAIN, &silent);
	dprintf(terminal, "Passphrase for %s: ", what);
	const char *why = read_line(terminal, out, capacity, size);

	tcsetattr(terminal, TCSADRAIN, &before);
	dprintf(terminal, "\n");
	close(terminal);
	/* Ctrl-C arrives as a character */
	return why == NULL && memchr(out, '\003', *size) != NULL ? "interrupted" : why;
}

const char *passphrase_read(const char *source, const char *what, char *out, size_t capacity, size_t *size)
{
	uint64_t descriptor;

	if (starts_with(source, ENVIRONMENT))
		return read_environment(source + strlen(ENVIRONMENT), out, capacity, size);
	if (starts_with(source, FILE_PATH))
		return read_file(source + strlen(FILE_PATH), out, capacity, size);
	if (!starts_with(source, DESCRIPTOR))
		return read_prompt(what, out, capacity, size);
	if (!parse_number(source + strlen(DESCRIPTOR), INT32_MAX, &descriptor))
		return "that isn't the number of a file descriptor";
	return read_line((int)descriptor, out, capacity, size);
}

void passphrase_hide(const char *source)
{
	if (starts_with(source, ENVIRONMENT))
		unsetenv(source + strlen(ENVIRONMENT));
}
