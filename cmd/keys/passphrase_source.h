/* SPDX-License-Identifier: BSD-2-Clause */
/* Sources of a passphrase or PIN: env:NAME, file:PATH, fd:N or prompt. */
#ifndef CMD_KEYS_PASSPHRASE_SOURCE_H
#define CMD_KEYS_PASSPHRASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "arguments/call.h"
#include "arguments/option.h"

/* The parse function of an option that takes a source, and what completion offers. */
bool passphrase_source_parse(struct call *call, const struct option_row *row, char *argument, void *field);
extern const struct choice passphrase_sources[];

/* The file that it is read from; NULL if it isn't in a file. */
const char *passphrase_source_file(const char *source);

/*
 * Reads the passphrase: the first line, without its end.  What is in the
 * environment is wiped there.  Returns NULL, or why there is none; static.
 *
 * @what: what a prompt says that it is for
 */
const char *passphrase_read(const char *source, const char *what, char *out, size_t capacity, size_t *size);

/* Removes it from the environment, so that commands that are started from now on don't get it. */
void passphrase_hide(const char *source);

#endif
