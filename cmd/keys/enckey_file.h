/* SPDX-License-Identifier: BSD-2-Clause */
/* The encryption key from a file. */
#ifndef CMD_KEYS_ENCKEY_FILE_H
#define CMD_KEYS_ENCKEY_FILE_H

#include "arguments/options.h"

#include "signfw/key.h"

/* Ids of these options, in the tables of commands. */
enum {
	OPT_ENC_KEY = OPTION_ENC_KEY,
	OPT_ALLOW_SHORT_AES_KEY
};

/* Rows of such a table. */
/* clang-format off */
#define ENC_KEY_OPTIONS(purpose) \
	{"enc-key", OPT_ENC_KEY, "FILE", false, purpose ":\n32 bytes, or 64 hexadecimal digits"}, \
	{"allow-short-aes-key", OPT_ALLOW_SHORT_AES_KEY, NULL, false, \
	 "take an encryption key of 16 or 24 bytes, though devices\ndecrypt with 32 and get garbage"}
/* clang-format on */

/* What the options say. */
struct enc_key_source {
	const char *path; /* --enc-key, or NULL */
	bool allow_short;
};

struct enc_key {
	uint8_t bytes[SIGNFW_ENC_KEY_SIZE];
	size_t size; /* 0: there is no key */
};

/* Takes one of these options; EXIT_DONE, or what to exit with. */
int enc_key_take_option(struct enc_key_source *source, int id, const char *argument);

/*
 * Loads the key, if there is to be one, and reports errors and what is wrong
 * with it; EXIT_DONE, or what to exit with.
 *
 * @out: for enc_key_wipe()
 */
int enc_key_load(const struct enc_key_source *source, const struct call *call, struct enc_key *out);

void enc_key_wipe(struct enc_key *key);

#endif
