/* SPDX-License-Identifier: BSD-2-Clause */
/* A key from a file, and where its passphrase comes from. */
#ifndef CMD_KEYFILE_H
#define CMD_KEYFILE_H

#include "options.h"

/* What the options say of the key.  Strings are those of argv. */
struct key_source {
	const char *path;        /* --key */
	const char *pass_source; /* --key-pass: env:NAME, file:PATH, fd:N or prompt; or NULL */
	char *password;          /* --key-pwd: the passphrase itself; or NULL */
};

/* Ids of the options about a key, in the tables of commands. */
enum {
	OPT_KEY = OPTION_KEY,
	OPT_KEY_PASS,
	OPT_KEY_PWD
};

/* Rows of such a table. */
/* clang-format off */
#define KEY_PASS_OPTIONS \
	{"key-pass", OPT_KEY_PASS, "SOURCE", false, \
	 "passphrase of an encrypted private key: env:NAME,\nfile:PATH, fd:N or prompt"}, \
	{"key-pwd", OPT_KEY_PWD, "PASS", false, "the passphrase itself, which other users can see"}
/* clang-format on */

/* Takes one of these options; EXIT_DONE, or what to exit with. */
int key_take_option(struct key_source *source, const struct options *options, int id, char *argument);

/* Whether there is a key, and one passphrase at most; EXIT_DONE, or what to exit with. */
int key_check(const struct key_source *source, const struct options *options);

/*
 * Loads the key and reports errors.  Wipes `password`.
 *
 * @out: free with signfw_key_free()
 */
int key_load(struct key_source *source, bool require_private, bool quiet, signfw_key **out);

#endif
