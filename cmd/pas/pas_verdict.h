/* SPDX-License-Identifier: BSD-2-Clause */
/* `verify` of a container of Qualcomm's PAS: digests, signatures, chain, and whether the root is the one that is trusted. */
#ifndef CMD_PAS_PAS_VERDICT_H
#define CMD_PAS_PAS_VERDICT_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "pas/pas_file.h"
#include "signfw/digests.h"

/* The values of the options: what is trusted. */
struct pas_anchor_source {
	char *root, *root_hash;
	bool any_root, digests_only;
};

extern const struct option_row pas_anchor_rows[];

/* What is trusted. */
struct pas_anchor {
	bool is_set;
	const char *root_path; /* or NULL */
	struct file root;
	uint8_t root_hash[SIGNFW_SHA384_SIZE];
	size_t root_hash_size; /* 0: there is none */
	bool any_root, digests_only;
};

/* Reads what is trusted, if there is something.  @out: { 0 }; for pas_anchor_release() */
bool pas_anchor_open(const struct pas_anchor_source *source, struct call *call, struct pas_anchor *out);
void pas_anchor_release(struct pas_anchor *anchor);

/* Says that the options don't say what is trusted; false. */
bool pas_anchor_is_missing(const char *path, struct call *call);

/* Reads "f953...": a SHA-384, or a SHA-256, in hexadecimal; returns its size, or 0. */
size_t pas_parse_hash(const char *text, uint8_t out[SIGNFW_SHA384_SIZE]);

/* Verifies a container, says what was found, and notes how the call ends; returns whether it is valid. */
bool pas_verify_by(struct pas_file *in, const struct pas_anchor *anchor, bool strict, struct call *call);

/* Verifies a file, prints the report, and ends the call.  @digests: of the file; @strict: warnings are errors */
void pas_verify_file(const char *path, const struct file *file, const signfw_digests *digests,
		     const struct pas_anchor *anchor, bool strict, struct call *call);

#endif
