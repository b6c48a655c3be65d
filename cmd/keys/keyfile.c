/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/keyfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/message.h"
#include "files/file.h"
#include "files/read_files.h"
#include "keys/uri_pin.h"
#include "signfw/key.h"

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

static int take_key(struct key_source *source, const struct call *call, char *argument)
{
	source->path = argument;
	if (signfw_key_file(argument) != NULL)
		return EXIT_DONE;
	switch (uri_take_pin(argument, source->pin, sizeof(source->pin))) {
	case URI_PIN_TOO_LONG:
		return usage_error(call, "--key: the pin-value is too long");
	case URI_PIN_ODD:
		return usage_error(call, "--key: the PIN is there twice, or not as pin-value= behind the '?'");
	case URI_PIN_TAKEN:
		source->has_pin = true;
		break;
	case URI_PIN_NONE:
		break;
	}
	return EXIT_DONE;
}

static int take_provider(struct key_source *source, const struct call *call, const char *name)
{
	if (source->provider_count == KEY_PROVIDERS_MAX)
		return usage_error(call, "--provider: more than %d", KEY_PROVIDERS_MAX);
	source->providers[source->provider_count++] = name;
	return EXIT_DONE;
}

int key_take_option(struct key_source *source, const struct call *call, int id, char *argument)
{
	switch (id) {
	case OPT_KEY:
		return take_key(source, call, argument);
	case OPT_KEY_PWD:
		source->password = argument;
		return EXIT_DONE;
	case OPT_PROVIDER:
		return take_provider(source, call, argument);
	case OPT_PROVIDER_PATH:
		source->provider_path = argument;
		return EXIT_DONE;
	default:
		if (!is_pass_source(argument))
			/* it may be the passphrase itself */
			return usage_error(
				call,
				"--key-pass: expected where the passphrase is: env:NAME, file:PATH, fd:N or prompt");
		source->pass_source = argument;
		return EXIT_DONE;
	}
}

bool key_is_asked_for(const struct key_source *source)
{
	return source->path != NULL || source->pass_source != NULL || source->password != NULL ||
	       source->provider_count > 0 || source->provider_path != NULL;
}

int key_check(const struct key_source *source, const struct call *call)
{
	if (source->path == NULL)
		return usage_error(call, "no key: --key is missing");
	if (source->pass_source != NULL && source->password != NULL)
		return usage_error(call, "--key-pass and --key-pwd exclude each other");
	if (source->has_pin && (source->pass_source != NULL || source->password != NULL))
		return usage_error(call, "%s and a pin-value in the URI exclude each other",
				   source->password != NULL ? "--key-pwd" : "--key-pass");
	if (source->provider_count > 0 && strcmp(source->path, "-") == 0)
		return usage_error(call, "--provider needs a key in a file or by a URI");
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

static bool read_environment(const char *name, char *out, size_t capacity, size_t *size)
{
	char *value = getenv(name);
	const bool done = value != NULL && copy(value, strlen(value), out, capacity, size);

	/* it isn't asked for again */
	if (value != NULL)
		explicit_bzero(value, strlen(value));
	return done;
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
	read_files_add(descriptor, path);
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
		return read_environment(from + 4, out, capacity, size);
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
	if (source->has_pin)
		return copy(source->pin, strlen(source->pin), out, capacity, size);
	if (source->pass_source == NULL)
		return false;
	if (read_source(source, out, capacity, size))
		return true;
	asking->failed = true;
	message(source->path, "no passphrase from %s", source->pass_source);
	return false;
}

/* The key has to be secret, but others may read its file. */
static void warn_of_readers(const struct key_source *source, const char *file, const signfw_key *key)
{
	const unsigned mode = file == NULL || !signfw_key_is_private(key) ? 0 : file_mode_for_others(file);

	if (mode != 0)
		message(source->path, "warning: other users can read this private key (its mode is %04o)", mode);
}

static void warn_of_arguments(const struct key_source *source)
{
	if (source->password != NULL)
		message(NULL, "warning: a passphrase on the command line is visible to other users; use --key-pass");
	if (source->has_pin)
		message(NULL, "warning: a PIN on the command line is visible to other users; use --key-pass or "
			      "pin-source");
}

/* OpenSSL opens these, but an output must not replace them either. */
static void remember_files(const char *name, const char *file)
{
	char path[PATH_MAX];

	if (file != NULL)
		read_files_add_path(file, name);
	else if (uri_pin_source(name, path, sizeof(path)))
		read_files_add_path(path, name);
}

/* Loads the key from where it is; what `error` doesn't say is reported. */
static int load_from(const struct key_source *source, const char *file, const struct signfw_key_options *options,
		     signfw_key **out, struct signfw_error *error)
{
	struct file bytes;

	remember_files(source->path, file);
	if (file == NULL || source->provider_count > 0)
		return exit_code_of(signfw_key_open(out, file == NULL ? source->path : file, options, error));
	if (!file_read_raw(file, KEY_MAX_SIZE, &bytes))
		return EXIT_UNABLE;
	const enum signfw_status status = signfw_key_load(out, bytes.data, bytes.size, options, error);

	file_wipe(&bytes);
	return exit_code_of(status);
}

static void wipe_arguments(struct key_source *source)
{
	explicit_bzero(source->pin, sizeof(source->pin));
	if (source->password != NULL)
		explicit_bzero(source->password, strlen(source->password));
}

/* Which option would help. */
static const char *advice(enum signfw_reason reason)
{
	switch (reason) {
	case SIGNFW_REASON_NO_PASSPHRASE:
		return "; see --key-pass";
	case SIGNFW_REASON_NO_PROVIDER:
		return "; see --provider";
	case SIGNFW_REASON_NONE:
	case SIGNFW_REASON_WRONG_PASSPHRASE:
		break;
	}
	return "";
}

int key_load(struct key_source *source, bool require_private, bool quiet, signfw_key **out)
{
	const char *file = signfw_key_file(source->path);
	struct asking asking = {.source = source};
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	options.passphrase = on_passphrase;
	options.passphrase_context = &asking;
	options.flags |= require_private ? SIGNFW_KEY_REQUIRE_PRIVATE : 0;
	options.providers = source->providers;
	options.provider_count = source->provider_count;
	options.provider_path = source->provider_path;
	if (!quiet)
		warn_of_arguments(source);
	/* neither key nor passphrase in a core dump; and only root can attach a debugger */
	prctl(PR_SET_DUMPABLE, 0);
	const int code = load_from(source, file, &options, out, &error);

	wipe_arguments(source);
	if (code == EXIT_DONE && !quiet)
		warn_of_readers(source, file, *out);
	if (error.status != SIGNFW_OK && !asking.failed)
		message(source->path, "%s%s", error.message, advice(error.reason));
	return code;
}

void key_hide_passphrase(const struct key_source *source)
{
	if (source->pass_source != NULL && starts_with(source->pass_source, "env:"))
		unsetenv(source->pass_source + 4);
}

bool key_is_secret(const void *data, size_t size)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *key = NULL;
	const bool is_private = size <= KEY_MAX_SIZE && signfw_key_load(&key, data, size, NULL, &error) == SIGNFW_OK &&
				signfw_key_is_private(key);

	signfw_key_free(key);
	/* nobody asks for the passphrase of a public key */
	return is_private || error.reason == SIGNFW_REASON_NO_PASSPHRASE;
}
