/* SPDX-License-Identifier: BSD-2-Clause */
/* The container that another one is made from: whose it is, and what becomes of what it says about its key. */
#ifndef CMD_CONTAINERS_ORIGINAL_H
#define CMD_CONTAINERS_ORIGINAL_H

#include "containers/container_file.h"
#include "keys/signer.h"

/* The values of the options. */
struct original_source {
	char *in;
	struct key_source key; /* that it is signed with now */
	bool no_verify, no_key_info;
};

/* The rows about how it is verified; and about key information. */
extern const struct option_row original_rows[], original_key_info_rows[];

/* Checks that its options and those of the signer go together. */
bool original_check(const struct original_source *source, const struct signer_source *signer, struct call *call);

/*
 * Opens the key that it is signed with, unless that doesn't matter.
 *
 * @signer: has the providers for it
 * @out:    for signfw_key_free(); stays NULL if the container isn't to be verified
 */
bool original_open_key(struct original_source *source, const struct signer_source *signer, struct call *call,
		       signfw_key **out);

/* Looks into it, verifies it if there is a key, and says what is odd about it, which *found is then. */
bool original_inspect(struct container_file *original, const signfw_key *key, struct call *call,
		      const signfw_findings **found);

/* Reads it, and then does the same. */
bool original_read(const char *path, const signfw_key *key, struct call *call, struct container_file *out,
		   const signfw_findings **found);

/* Checks that the options decide about key information, which describes the old key. */
bool original_check_key_info(const struct original_source *source, const struct signer_source *signer,
			     const struct container_file *original, struct call *call);

#endif
