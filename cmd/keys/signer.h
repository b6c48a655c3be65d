/* SPDX-License-Identifier: BSD-2-Clause */
/* The signer of a container: its key, requirements on that key, and key information. */
#ifndef CMD_KEYS_SIGNER_H
#define CMD_KEYS_SIGNER_H

#include "files/file.h"
#include "keys/key_source.h"
#include "keys/sign_command.h"

/* The values of the options. */
struct signer_source {
	struct key_source key;
	enum signfw_key_type type; /* 0: any */
	char *key_info;            /* a file, or "auto": the public key */
	bool refuse_known, deterministic;
	bool takes_any_container; /* not an option: keys of other containers than OP-TEE's, too */
	struct sign_command command;
};

/* Rows about the key; and about the signature. */
extern const struct option_row signer_key_rows[], signer_signature_rows[];

struct signer {
	signfw_key *key;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];
	struct file key_info;
};

/* Checks that the options go together. */
bool signer_check(const struct signer_source *source, struct call *call);

/*
 * Opens the key and reads the key information.
 *
 * @only_public: nothing is signed
 * @out:         { 0 }; for signer_release()
 */
bool signer_open(struct signer_source *source, bool only_public, struct call *call, struct signer *out);

/* Whether a published key isn't to be taken, by an option or the environment. */
bool signer_refuses_known(const struct signer_source *source);

/* Tells the library what the options say. */
void signer_describe(const struct signer_source *source, const struct signer *signer, struct signfw_sign_options *how);

void signer_release(struct signer *signer);

#endif
