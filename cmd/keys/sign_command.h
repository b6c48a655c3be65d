/* SPDX-License-Identifier: BSD-2-Clause */
/* A command that signs: the private key is where only that command gets at it. */
#ifndef CMD_KEYS_SIGN_COMMAND_H
#define CMD_KEYS_SIGN_COMMAND_H

#include "arguments/call.h"
#include "arguments/option.h"

#include "signfw/key.h"

/* The values of the options. */
struct sign_command {
	char *path;       /* NULL: there is none */
	char *key_id;     /* NULL: the key's fingerprint */
	int input;        /* what it gets; 0: the digest */
	uint64_t timeout; /* in seconds; 0: the default */
};

extern const struct option_row sign_command_rows[];

/* Checks that the options go together. */
bool sign_command_check(const struct sign_command *command, struct call *call);

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
