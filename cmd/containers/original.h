/* SPDX-License-Identifier: BSD-2-Clause */
/* The container that another one is made from: whose it is, who signs the other, and what becomes of PKEYINFO. */
#ifndef CMD_CONTAINERS_ORIGINAL_H
#define CMD_CONTAINERS_ORIGINAL_H

#include "containers/container_file.h"
#include "keys/signer.h"

/* The values of the options. */
struct original_source {
	char *in;
	struct key_source key; /* that it is signed with now */
	bool no_verify, no_key_info;
	struct signer_source signer; /* of what is made from it */
};

/* All but --in. */
extern const struct option_group original_groups[];

/* Checks that the options go together. */
bool original_check(const struct original_source *source, struct call *call);

/*
 * Opens the key that it is signed with, unless that doesn't matter.
 *
 * @out: for signfw_key_free(); stays NULL if the container isn't to be verified
 */
bool original_open_key(struct original_source *source, struct call *call, signfw_key **out);

/* Looks into it, verifies it if there is a key, and says what is odd about it, which *found is then. */
bool original_inspect(struct container_file *original, const signfw_key *key, struct call *call,
		      const signfw_findings **found);

/* Reads it, and then does the same. */
bool original_read(const char *path, const signfw_key *key, struct call *call, struct container_file *out,
		   const signfw_findings **found);

/* Checks that the options decide about key information, which describes the old key. */
bool original_check_key_info(const struct original_source *source, const struct container_file *original,
			     struct call *call);

#endif
