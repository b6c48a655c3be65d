/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/key_source.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/file.h"
#include "files/read_files.h"
#include "keys/passphrase_source.h"
#include "keys/uri_pin.h"
#include "signfw/key.h"

#define KEY_MAX_SIZE ((uint64_t)1 << 20)

/* The context of on_passphrase(). */
struct asking {
	const struct key_source *source;
	bool failed;    /* the source itself; reported */
	bool was_empty; /* what it gave */
};

const struct option_row key_source_rows[] = {
	{"key-pass", 0, "SOURCE", OPTION_OTHER, offsetof(struct key_source, pass_source),
	 .parse = passphrase_source_parse, .choices = passphrase_sources,
	 .help = "passphrase of an encrypted private key, or PIN: env:NAME, file:PATH, fd:N or prompt",
	 .file = FILE_READ, .file_of = passphrase_source_file},
	{"key-pwd", 0, "PASS", OPTION_TEXT, offsetof(struct key_source, password),
	 .help = "the passphrase itself, which other users can see"},
	{"provider", 0, "NAME", OPTION_LIST, offsetof(struct key_source, providers), .most = 8,
	 .help = "load this OpenSSL provider for the key"},
	{"provider-path", 0, "FOLDER", OPTION_TEXT, offsetof(struct key_source, provider_path),
	 .help = "where its module is, if not in OpenSSL's folder"},
	{0},
};

const struct option_row key_rows[] = {
	{"key", 'k', "KEY", OPTION_OTHER, 0, .parse = key_source_parse, .file = FILE_READ, .file_of = signfw_key_file,
	 .help = "; a file, or a URI of an OpenSSL provider"},
	{0},
};

const struct option_row key_subject_rows[] = {
	{"key", 'k', "KEY", OPTION_OTHER, 0, .parse = key_source_parse, .noun = "key", .is_operand = true,
	 .file = FILE_READ, .file_of = signfw_key_file,
	 .help = "the key, public or private; may be given without --key; a file, or a URI of an OpenSSL provider"},
	{0},
};

bool key_source_parse(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct key_source *source = field;

	source->path = argument;
	if (signfw_key_file(argument) != NULL)
		return true;
	switch (uri_take_pin(argument, source->pin, sizeof(source->pin))) {
	case URI_PIN_TOO_LONG:
		return call_misused(call, "--%s: the pin-value is too long", row->name);
	case URI_PIN_ODD:
		return call_misused(call, "--%s: the PIN is there twice, or not as pin-value= behind the '?'",
				    row->name);
	case URI_PIN_TAKEN:
		source->has_pin = true;
		break;
	case URI_PIN_NONE:
		break;
	}
	return true;
}

bool key_check(const struct key_source *source, struct call *call)
{
	if (source->path == NULL)
		return call_misused(call, "no key: --key is missing");
	if (source->pass_source != NULL && source->password != NULL)
		return call_misused(call, "--key-pass and --key-pwd exclude each other");
	if (source->has_pin && (source->pass_source != NULL || source->password != NULL))
		return call_misused(call, "%s and a pin-value in the URI exclude each other",
				    source->password != NULL ? "--key-pwd" : "--key-pass");
	if (source->providers.count > 0 && is_dash(source->path))
		return call_misused(call, "--provider needs a key in a file or by a URI");
	return true;
}

static bool copy(const char *text, char *out, size_t capacity, size_t *size)
{
	*size = strlen(text);
	if (*size > capacity)
		return false;
	memcpy(out, text, *size);
	return true;
}

static bool on_passphrase(void *context, char *out, size_t capacity, size_t *size)
{
	struct asking *asking = context;
	const struct key_source *source = asking->source;

	if (source->password != NULL)
		return copy(source->password, out, capacity, size);
	if (source->has_pin)
		return copy(source->pin, out, capacity, size);
	if (source->pass_source == NULL)
		return false;
	const char *why = passphrase_read(source->pass_source, source->path, out, capacity, size);

	asking->was_empty = why == NULL && *size == 0;
	asking->failed = why != NULL;
	if (why != NULL)
		message(source->path, "no passphrase from %s: %s", source->pass_source, why);
	return why == NULL;
}

/* The key has to be secret, but others may read its file. */
static void warn_of_readers(const struct key_source *source, const char *file, const signfw_key *key)
{
	const unsigned mode = file == NULL || !signfw_key_is_private(key) ? 0 : file_mode_for_others(file);

	if (mode != 0)
		message(source->path, "warning: other users can read this private key (its mode is %04o)", mode);
}

/* @is_first: of several keys, all of which have the same password */
static void warn_of_arguments(const struct key_source *source, bool is_first)
{
	if (source->password != NULL && is_first)
		message(NULL, "warning: a passphrase on the command line is visible to other users; use --key-pass");
	if (source->has_pin)
		message(NULL, "warning: a PIN on the command line is visible to other users; use --key-pass or "
			      "pin-source");
}

static void wipe_arguments(struct key_source *source)
{
	explicit_bzero(source->pin, sizeof(source->pin));
	if (source->password != NULL)
		explicit_bzero(source->password, strlen(source->password));
}

/* Names the option that would help. */
static const char *advice(enum signfw_reason reason)
{
	switch (reason) {
	case SIGNFW_REASON_NO_PASSPHRASE:
		return "; see --key-pass";
	case SIGNFW_REASON_NO_PROVIDER:
		return "; see --provider";
	case SIGNFW_REASON_NONE:
	case SIGNFW_REASON_WRONG_PASSPHRASE:
	case SIGNFW_REASON_TOO_EXPENSIVE:
		break;
	}
	return "";
}

/* OpenSSL opens these, but an output must not replace them either. */
static void remember_files(const char *name, const char *file)
{
	const char *configuration = getenv("OPENSSL_CONF");
	char path[PATH_MAX];

	if (configuration != NULL)
		read_files_add_path(configuration, "OPENSSL_CONF");
	if (file != NULL)
		read_files_add_path(file, name);
	else if (uri_pin_source(name, path, sizeof(path)))
		read_files_add_path(path, name);
}

/* Opens the key where it is, or reads it from its file; what `error` doesn't say is reported. */
static int load(const struct key_source *source, const char *file, struct signfw_key_options *how, signfw_key **out,
		struct signfw_error *error)
{
	const size_t count = source->providers.count;
	const char **providers = memory_or_exit(calloc(count + 1, sizeof(*providers)));
	struct file bytes = {0};
	int code = EXIT_UNABLE;

	for (size_t i = 0; i < count; i++)
		providers[i] = source->providers.list[i].first;
	how->providers = providers;
	how->provider_count = count;
	how->provider_path = source->provider_path;
	remember_files(source->path, file);
	if (file == NULL || count > 0)
		code = exit_code_of(signfw_key_open(out, file == NULL ? source->path : file, how, error));
	else if (file_read_raw(file, KEY_MAX_SIZE, &bytes))
		code = exit_code_of(signfw_key_load(out, bytes.data, bytes.size, how, error));
	file_wipe(&bytes);
	free(providers);
	return code;
}

/* key_open(), but that the secrets stay. */
static bool open_key(const struct key_source *source, uint64_t flags, struct call *call, signfw_key **out)
{
	const char *file = signfw_key_file(source->path);
	struct asking asking = {.source = source};
	struct signfw_key_options how = SIGNFW_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	how.passphrase = on_passphrase;
	how.passphrase_context = &asking;
	how.flags = flags;
	/* neither key nor passphrase in a core dump; and only root can attach a debugger */
	prctl(PR_SET_DUMPABLE, 0);
	const int code = load(source, file, &how, out, &error);

	if (code == EXIT_DONE && !call->quiet)
		warn_of_readers(source, file, *out);
	if (error.status != SIGNFW_OK && !asking.failed)
		message(source->path, "%s%s", error.message,
			asking.was_empty ? ": what was given is empty" : advice(error.reason));
	return call_ends(call, code);
}

bool key_open(struct key_source *source, uint64_t flags, struct call *call, signfw_key **out)
{
	if (!call->quiet)
		warn_of_arguments(source, true);
	const bool opened = open_key(source, flags, call, out);

	wipe_arguments(source);
	return opened;
}

bool key_sources_parse(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct key_sources *sources = field;

	return key_source_parse(call, row, argument, &sources->list[sources->given.count - 1]);
}

/* The options about keys are those of the first. */
static void share_options(struct key_sources *sources)
{
	const struct key_source *first = &sources->list[0];

	for (size_t i = 1; i < sources->given.count; i++) {
		struct key_source *other = &sources->list[i];

		other->pass_source = first->pass_source;
		other->password = first->password;
		other->providers = first->providers;
		other->provider_path = first->provider_path;
	}
}

bool keys_open(struct key_sources *sources, struct call *call, signfw_key *out[KEYS_MAX])
{
	const size_t count = sources->given.count;
	bool good = true;

	share_options(sources);
	for (size_t i = 0; i < count && good; i++)
		good = key_check(&sources->list[i], call);
	for (size_t i = 0; i < count && good && !call->quiet; i++)
		warn_of_arguments(&sources->list[i], i == 0);
	for (size_t i = 0; i < count && good; i++)
		good = open_key(&sources->list[i], 0, call, &out[i]);
	for (size_t i = 0; i < count; i++)
		wipe_arguments(&sources->list[i]);
	return good;
}

bool key_open_if_given(struct key_source *source, struct call *call, signfw_key **out)
{
	const bool is_given = source->path != NULL || source->pass_source != NULL || source->password != NULL ||
			      source->providers.count > 0 || source->provider_path != NULL;

	return !is_given || (key_check(source, call) && key_open(source, 0, call, out));
}

bool key_is_secret(const void *data, size_t size)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *key = NULL;
	const bool is_private = size <= KEY_MAX_SIZE && signfw_key_load(&key, data, size, NULL, &error) == SIGNFW_OK &&
				signfw_key_is_private(key);

	signfw_key_free(key);
	/* nobody encrypts a public key */
	return is_private || error.reason == SIGNFW_REASON_NO_PASSPHRASE || error.reason == SIGNFW_REASON_TOO_EXPENSIVE;
}
