/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A key, from a file or by a URI, and where its passphrase comes from.  Nothing
 * secret stays in argv, in the environment, or in a core dump.
 */
#ifndef CMD_KEYS_KEY_SOURCE_H
#define CMD_KEYS_KEY_SOURCE_H

#include "arguments/call.h"
#include "arguments/option.h"

#define KEY_PIN_SIZE 256

/* The values of the options about a key. */
struct key_source {
	char *path;             /* --key: a file, or a URI without its pin-value */
	char *pass_source;      /* --key-pass; or NULL */
	char *password;         /* --key-pwd: the passphrase itself; or NULL */
	char pin[KEY_PIN_SIZE]; /* the pin-value of the URI */
	bool has_pin;
	struct arguments providers;
	char *provider_path;
};

/* The rows of --key; of a --key that may be given without it; of --key-pass and what else there is to say of a key. */
extern const struct option_row key_rows[], key_subject_rows[], key_source_rows[];

/* The parse function of such rows. */
bool key_source_parse(struct call *call, const struct option_row *row, char *argument, void *field);

/* Checks that there is a key, and one passphrase at most. */
bool key_check(const struct key_source *source, struct call *call);

/*
 * Opens the key and reports errors.  Wipes what secrets were in argv and the
 * environment.
 *
 * @flags: of struct signfw_key_options
 * @out:   free with signfw_key_free()
 */
bool key_open(struct key_source *source, uint64_t flags, struct call *call, signfw_key **out);

/* The same, with its check, for a key that needn't be private, nor be there at all: *out stays as it is then. */
bool key_open_if_given(struct key_source *source, struct call *call, signfw_key **out);

#define KEYS_MAX 16

/* Several keys; passphrase and providers apply to all of them. */
struct key_sources {
	struct arguments given; /* --key */
	struct key_source list[KEYS_MAX];
};

/* The parse function of a --key that may be repeated; its field is the struct. */
bool key_sources_parse(struct call *call, const struct option_row *row, char *argument, void *field);

/* Opens all of them, public or private.  @out: free each with signfw_key_free(), also if this fails */
bool keys_open(struct key_sources *sources, struct call *call, signfw_key *out[KEYS_MAX]);

/* Returns true if these bytes are a private key, encrypted or not. */
bool key_is_secret(const void *data, size_t size);

#endif
