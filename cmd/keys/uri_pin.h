/* SPDX-License-Identifier: BSD-2-Clause */
/* The PIN in a PKCS#11 URI: RFC 7512, "pin-value". */
#ifndef CMD_KEYS_URI_PIN_H
#define CMD_KEYS_URI_PIN_H

#include <stdbool.h>
#include <stddef.h>

enum uri_pin {
	URI_PIN_NONE,
	URI_PIN_TAKEN,
	URI_PIN_TOO_LONG,
	URI_PIN_ODD /* there twice, or spelled so that other programs may or may not take it for one */
};

/*
 * Takes the PIN out of a URI in argv, so that it is neither in messages nor
 * visible to other users any longer.  Unless it is taken, and if there is one,
 * the whole URI is wiped.
 *
 * @pin: NUL-terminated
 */
enum uri_pin uri_take_pin(char *uri, char *pin, size_t capacity);

/* The file that a URI names as its "pin-source"; false if it names none. */
bool uri_pin_source(const char *uri, char *path, size_t capacity);

#endif
