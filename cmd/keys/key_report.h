/* SPDX-License-Identifier: BSD-2-Clause */
/* Reports about a key, and writing a result that was made of one. */
#ifndef CMD_KEYS_KEY_REPORT_H
#define CMD_KEYS_KEY_REPORT_H

#include <stdio.h>

#include "arguments/call.h"
#include "printing/report.h"
#include "signfw/key.h"

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

/* Writes the result; without `out` to standard output, unless --json is there. */
bool result_write(const struct result *result, const char *out, struct call *call);

#endif
