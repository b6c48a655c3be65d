/* SPDX-License-Identifier: BSD-2-Clause */
/* The encryption key from a file. */
#ifndef CMD_KEYS_ENC_KEY_FILE_H
#define CMD_KEYS_ENC_KEY_FILE_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "signfw/key.h"

/* The values of the options. */
struct enc_key_source {
	char *path; /* --enc-key, or NULL */
	bool allow_short;
};

extern const struct option_row enc_key_rows[];

struct enc_key {
	uint8_t bytes[SIGNFW_ENC_KEY_SIZE];
	size_t size; /* 0: there is no key */
};

/*
 * Reads the key, if there is to be one, and reports errors and what is wrong
 * with it.
 *
 * @out: for enc_key_wipe()
 */
bool enc_key_open(const struct enc_key_source *source, struct call *call, struct enc_key *out);

/* Its bytes; NULL if there is no key. */
const uint8_t *enc_key_bytes(const struct enc_key *key);

void enc_key_wipe(struct enc_key *key);

#endif
