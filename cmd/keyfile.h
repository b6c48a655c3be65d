/* SPDX-License-Identifier: BSD-2-Clause */
/* A key from a file, and where its passphrase comes from. */
#ifndef CMD_KEYFILE_H
#define CMD_KEYFILE_H

#include "command.h"

/* What the options say of the key.  Strings are those of argv. */
struct key_source {
	const char *path;        /* --key */
	const char *pass_source; /* --key-pass: env:NAME, file:PATH, fd:N or prompt; or NULL */
	char *password;          /* --key-pwd: the passphrase itself; or NULL */
};

/* Whether `source` is one that key_load() understands. */
bool is_pass_source(const char *source);

/*
 * Loads the key and reports errors.  Wipes `password`.
 *
 * @out: free with signfw_key_free()
 */
enum exit_code key_load(struct key_source *source, bool require_private, bool quiet, signfw_key **out);

#endif
