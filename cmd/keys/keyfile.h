/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A key, from a file or by a URI, and where its passphrase comes from.  Nothing
 * secret stays in argv, in the environment, or in a core dump.
 */
#ifndef CMD_KEYS_KEYFILE_H
#define CMD_KEYS_KEYFILE_H

#include "arguments/options.h"

#define KEY_PROVIDERS_MAX 8
#define KEY_PIN_SIZE      256

/* What the options say of the key.  Strings are those of argv. */
struct key_source {
	const char *path;        /* --key: a file, or a URI without its pin-value */
	const char *pass_source; /* --key-pass: env:NAME, file:PATH, fd:N or prompt; or NULL */
	char *password;          /* --key-pwd: the passphrase itself; or NULL */
	char pin[KEY_PIN_SIZE];  /* the pin-value of the URI */
	bool has_pin;
	const char *providers[KEY_PROVIDERS_MAX];
	size_t provider_count;
	const char *provider_path; /* or NULL */
};

/* Ids of the options about a key, in the tables of commands. */
enum {
	OPT_KEY = OPTION_KEY,
	OPT_KEY_PASS,
	OPT_KEY_PWD,
	OPT_PROVIDER,
	OPT_PROVIDER_PATH
};

/* Rows of such a table. */
/* clang-format off */
#define KEY_OPTION(purpose) \
	{"key", OPT_KEY, "KEY", false, purpose ";\na file, or a URI of an OpenSSL provider"}
#define KEY_PASS_OPTIONS \
	{"key-pass", OPT_KEY_PASS, "SOURCE", false, \
	 "passphrase of an encrypted private key, or PIN:\nenv:NAME, file:PATH, fd:N or prompt"}, \
	{"key-pwd", OPT_KEY_PWD, "PASS", false, "the passphrase itself, which other users can see"}, \
	{"provider", OPT_PROVIDER, "NAME", true, "load this OpenSSL provider for the key"}, \
	{"provider-path", OPT_PROVIDER_PATH, "FOLDER", false, "where its module is, if not in OpenSSL's folder"}
/* clang-format on */

/* Takes one of these options; EXIT_DONE, or what to exit with. */
int key_take_option(struct key_source *source, const struct call *call, int id, char *argument);

/* Whether there is any of these options. */
bool key_is_asked_for(const struct key_source *source);

/* Whether there is a key, and one passphrase at most; EXIT_DONE, or what to exit with. */
int key_check(const struct key_source *source, const struct call *call);

/*
 * Loads the key and reports errors.  Wipes what secrets were in argv and the
 * environment.
 *
 * @out: free with signfw_key_free()
 */
int key_load(struct key_source *source, bool require_private, bool quiet, signfw_key **out);

/* Whether these bytes are a private key, which may be encrypted. */
bool key_is_secret(const void *data, size_t size);

/* Takes a passphrase out of the environment, so that commands that are started from now on don't get it. */
void key_hide_passphrase(const struct key_source *source);

#endif
