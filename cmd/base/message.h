/* SPDX-License-Identifier: BSD-2-Clause */
/* Messages on stderr, and text that is safe to print. */
#ifndef CMD_BASE_MESSAGE_H
#define CMD_BASE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* "sign-rproc-fw: SUBJECT: text", or without the subject if it is NULL. */
void message(const char *subject, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text of the last message, or "", and its subject, or NULL: why a call failed. */
const char *last_message(const char **subject);

/*
 * Each writes `size` bytes and returns the number of characters: those that
 * aren't printable ASCII, and '\', as \xNN; or all of them in two digits.
 */
size_t print_escaped(FILE *file, const void *data, size_t size);
size_t print_hex(FILE *file, const void *data, size_t size);

/* Flushes stdout; on failure says so and returns false. */
bool finish_stdout(void);

#endif
