/* SPDX-License-Identifier: BSD-2-Clause */
#include "keyfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "file.h"
#include "message.h"

#define KEY_MAX_SIZE ((uint64_t)1 << 20)

/* What the library asks for the passphrase with. */
struct asking {
	const struct key_source *source;
	bool failed; /* the source itself; reported */
};

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_pass_source(const char *source)
{
	return starts_with(source, "env:") || starts_with(source, "file:") || starts_with(source, "fd:") ||
	       strcmp(source, "prompt") == 0;
}

int key_take_option(struct key_source *source, const struct options *options, int id, char *argument)
{
	if (id == OPT_KEY)
		source->path = argument;
	else if (id == OPT_KEY_PWD)
		source->password = argument;
	else if (is_pass_source(argument))
		source->pass_source = argument;
	else
		return usage_error(options->command, "--key-pass: '%s' isn't env:NAME, file:PATH, fd:N or prompt",
				   argument);
	return EXIT_DONE;
}

int key_check(const struct key_source *source, const struct options *options)
{
	if (source->path == NULL)
		return usage_error(options->command, "no key: --key is missing");
	if (source->pass_source != NULL && source->password != NULL)
		return usage_error(options->command, "--key-pass and --key-pwd exclude each other");
	return EXIT_DONE;
}

static bool copy(const char *text, size_t length, char *out, size_t capacity, size_t *size)
{
	if (length > capacity)
		return false;
	memcpy(out, text, length);
	*size = length;
	return true;
}

/* The first line of an open file; read byte by byte, so that nothing behind it is taken from a pipe. */
static bool read_line(int descriptor, char *out, size_t capacity, size_t *size)
{
	size_t length = 0;

	for (;;) {
		char byte;
		const ssize_t count = read(descriptor, &byte, 1);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0 || length == capacity)
			return false;
		if (count == 0 || byte == '\n')
			break;
		out[length++] = byte;
	}
	if (length > 0 && out[length - 1] == '\r')
		length--;
	*size = length;
	return true;
}

static bool read_file(const char *path, char *out, size_t capacity, size_t *size)
{
	const int descriptor = open(path, O_RDONLY | O_CLOEXEC);

	if (descriptor < 0)
		return false;
	const bool done = read_line(descriptor, out, capacity, size);

	close(descriptor);
	return done;
}

/* On the terminal, never standard input; without echo. */
static bool read_prompt(const char *path, char *out, size_t capacity, size_t *size)
{
	const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	struct termios before, silent;

	if (terminal < 0 || tcgetattr(terminal, &before) != 0) {
		if (terminal >= 0)
			close(terminal);
		return false;
	}
	silent = before;
	/* no signals either: one would leave the terminal silent */
	silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	/* silent before it asks, and nothing that was typed ahead is lost */
	tcsetattr(terminal, TCSADRAIN, &silent);
	dprintf(terminal, "Passphrase for %s: ", path);
	const bool done = read_line(terminal, out, capacity, size);

	tcsetattr(terminal, TCSADRAIN, &before);
	dprintf(terminal, "\n");
	close(terminal);
	/* Ctrl-C arrives as a character */
	return done && memchr(out, '\003', *size) == NULL;
}

static bool read_source(const struct key_source *source, char *out, size_t capacity, size_t *size)
{
	const char *from = source->pass_source;
	uint64_t descriptor;

	if (starts_with(from, "env:")) {
		const char *value = getenv(from + 4);

		return value != NULL && copy(value, strlen(value), out, capacity, size);
	}
	if (starts_with(from, "file:"))
		return read_file(from + 5, out, capacity, size);
	if (starts_with(from, "fd:"))
		return parse_number(from + 3, INT32_MAX, &descriptor) &&
		       read_line((int)descriptor, out, capacity, size);
	return read_prompt(source->path, out, capacity, size);
}

static bool on_passphrase(void *context, char *out, size_t capacity, size_t *size)
{
	struct asking *asking = context;
	const struct key_source *source = asking->source;

	if (source->password != NULL)
		return copy(source->password, strlen(source->password), out, capacity, size);
	if (source->pass_source == NULL)
		return false;
	if (read_source(source, out, capacity, size))
		return true;
	asking->failed = true;
	message(source->path, "no passphrase from %s", source->pass_source);
	return false;
}

int key_load(struct key_source *source, bool require_private, bool quiet, signfw_key **out)
{
	struct asking asking = {.source = source};
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct file file;

	options.passphrase = on_passphrase;
	options.passphrase_context = &asking;
	options.require_private = require_private;
	if (source->password != NULL && !quiet)
		message(NULL, "warning: a passphrase on the command line is visible to other users; use --key-pass");
	if (!file_read_raw(source->path, KEY_MAX_SIZE, &file))
		return EXIT_UNABLE;
	const enum signfw_status status = signfw_key_load(out, file.data, file.size, &options, &error);

	file_wipe(&file);
	if (source->password != NULL)
		explicit_bzero(source->password, strlen(source->password));
	if (status == SIGNFW_OK)
		return EXIT_DONE;
	if (!asking.failed)
		message(source->path, "%s%s", error.message,
			source->pass_source == NULL && source->password == NULL && strstr(error.message, "encrypted")
				? "; see --key-pass"
				: "");
	return exit_code_of(status);
}
