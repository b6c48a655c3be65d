/* SPDX-License-Identifier: BSD-2-Clause */
/* A container that was made: what was found, what a device says, where it goes. */
#ifndef CMD_CONTAINERS_MADE_H
#define CMD_CONTAINERS_MADE_H

#include "containers/target.h"
#include "files/output.h"
#include "keys/enc_key_file.h"
#include "keys/signer.h"
#include "printing/report_tree.h"

/* The values of the options. */
struct made_source {
	char *out;
	struct target_source target; /* the device that is asked */
	bool force;                  /* sign also what only a device would refuse */
};

/* The rows of --out; and groups about the device, and --force. */
extern const struct option_row made_out_rows[];
extern const struct option_group made_device_groups[];

struct made {
	const struct made_source *source;
	bool is_unsigned;             /* somebody else signs it */
	signfw_container *container;  /* owned; NULL: it wasn't made */
	signfw_findings *findings;    /* owned: of making it */
	const struct output *beside;  /* a file that is written with it; or NULL */
	const signfw_findings *found; /* what the report has instead; or NULL */
};

/* @made: with its first members; for made_release() */
bool made_begin(struct made *made, struct call *call);

/* Tells the library how to make it. */
void made_describe(const struct made *made, struct signfw_sign_options *how);

/* Says what was found when it was made, and if it wasn't, why.  @status, error: of making it */
bool made_judge(struct made *made, enum signfw_status status, const struct signfw_error *error, struct call *call);

/* Whether there are errors, and --force overrules all of them. */
bool made_is_forcible(const signfw_findings *findings);

/* Verifies it, so that nothing is written that isn't valid. */
bool made_verify(struct made *made, const signfw_key *key, struct call *call);

/*
 * Asks the device, if the options are about one, whether it would load it.
 *
 * @enc_key: that its images are encrypted with; or NULL
 */
bool made_ask_device(const struct made *made, const struct signer *signer, const struct enc_key *enc_key,
		     struct call *call);

bool made_write(const struct made *made, struct call *call);

/* The report of a container that was made, or refused; commands add to it.  For tree_free(). */
struct node *made_report(const struct made *made, const struct signer *signer, const struct call *call);

/* Prints what was made, or, as JSON, also what was refused.  @verdict: what happened, for report_container() */
bool made_print(const struct made *made, const struct signer *signer, const char *verdict, struct call *call);

void made_release(struct made *made);

#endif
