/* SPDX-License-Identifier: BSD-2-Clause */
/* A command that signs: the private key is where only that command gets at it. */
#ifndef CMD_KEYS_SIGN_COMMAND_H
#define CMD_KEYS_SIGN_COMMAND_H

#include "arguments/options.h"

#include "signfw/key.h"

/* Ids of these options, in the tables of commands. */
enum {
	OPT_SIGN_COMMAND = OPTION_SIGNER,
	OPT_SIGN_COMMAND_INPUT,
	OPT_SIGN_COMMAND_KEY_ID,
	OPT_SIGN_COMMAND_TIMEOUT
};

/* Rows of such a table. */
/* clang-format off */
#define SIGN_COMMAND_OPTIONS \
	{"sign-command", OPT_SIGN_COMMAND, "PATH", false, \
	 "sign by this command: PATH ALGORITHM KEY-ID, the digest on its\nstandard input, the signature on its standard " \
	 "output; --key is\nthe public key then"}, \
	{"sign-command-input", OPT_SIGN_COMMAND_INPUT, "digest|data", false, \
	 "what it gets: the SHA-256 of what is signed, or all of it"}, \
	{"sign-command-key-id", OPT_SIGN_COMMAND_KEY_ID, "ID", false, \
	 "its KEY-ID; the fingerprint of the key if not given"}, \
	{"sign-command-timeout", OPT_SIGN_COMMAND_TIMEOUT, "SECONDS", false, "how long it may take; 60 if not given"}
/* clang-format on */

/* What the options say.  Strings are those of argv. */
struct sign_command {
	char *path;       /* NULL: there is none */
	char *key_id;     /* NULL: the key's fingerprint */
	bool whole;       /* gets all of what is signed */
	uint64_t timeout; /* in seconds; 0: the default */
};

/* Takes one of these options; EXIT_DONE, or what to exit with. */
int sign_command_take_option(struct sign_command *command, const struct call *call, int id, char *argument);

/* Whether the options make sense together; EXIT_DONE, or what to exit with. */
int sign_command_check(const struct sign_command *command, const struct call *call);

/*
 * Runs the command once, without a shell, and kills whatever of it is still
 * there when it has ended or its time is over.  Nobody has verified the
 * signature yet.  See signfw_sign_fn.
 *
 * @context: the struct sign_command
 */
enum signfw_status sign_command_run(void *context, const struct signfw_sign_request *request, uint8_t *signature,
				    size_t capacity, size_t *size, struct signfw_error *err);

#endif
