/* SPDX-License-Identifier: BSD-2-Clause */
/* What the commands about a key have in common: the key that they are about, and where the result goes. */
#ifndef CMD_KEY_COMMAND_H
#define CMD_KEY_COMMAND_H

#include <stdio.h>

#include "keys/keyfile.h"
#include "printing/report.h"

/* Rows of an option table. */
/* clang-format off */
#define KEY_SUBJECT_OPTIONS \
	KEY_OPTION("the key, public or private; may be given without --key"), \
	KEY_PASS_OPTIONS
/* clang-format on */

/* Like key_take_option(), but an argument without an option is the key, too. */
int key_take_subject(struct key_source *source, const struct call *call, int id, char *argument);

/*
 * Whether there is a key, and the result can go to `out` (NULL: standard
 * output, unless --json is there); EXIT_DONE, or what to exit with.
 */
int key_check_result(const struct key_source *source, const char *out, const struct call *call);

/* Warns, unless they are unwanted, of a key whose private half was published. */
void key_warn_known(const signfw_key *key, const char *path, const struct call *call);

/* report_new(), and what the key is.  @command: "key-info" */
struct node *key_report(const char *command, const char *path, const signfw_key *key);

/* The fingerprint of a key, or, if that is NULL, null. */
void add_key_fingerprint(struct node *report, const signfw_key *key);

/* A result that is put together piece by piece. */
struct result {
	FILE *stream; /* until result_end() */
	char *data;   /* from then on; for free() */
	size_t size;
};

/* Both end the program if there is no memory. */
void result_begin(struct result *result);
void result_end(struct result *result);

/* Writes the result to where key_check_result() says; EXIT_DONE, or what to exit with. */
int result_write(const struct result *result, const char *out, const struct call *call);

#endif
