/* SPDX-License-Identifier: BSD-2-Clause */
/* The common part of sign, resign and convert: options, and the values that key and options put into a container. */
#ifndef SFW_VERBS_SIGNING_JOB_H
#define SFW_VERBS_SIGNING_JOB_H

#include "container/layouts.h"
#include "format/signature_algorithm.h"

struct signing_job {
	const signfw_key *key;
	const struct signature_algorithm *algorithm;
	struct signfw_sign_options options;
	signfw_findings *own; /* owned: the list of the options, if the caller gave none */
	const struct layout *layout;
	const struct tlv_order *order;
};

/* Copies the options of a caller; checks nothing but their version. */
enum signfw_status sfw_job_import(struct signing_job *out, const signfw_key *key,
				  const struct signfw_sign_options *options, struct signfw_error *err);

/* For who makes a container of another one: fails if SIGNFW_SIGN_PLAN is asked for. */
enum signfw_status sfw_job_refuse_plan(const struct signing_job *job, struct signfw_error *err);

/* Sets the layout that the options name, or that they need. */
enum signfw_status sfw_job_choose_layout(struct signing_job *job, struct signfw_error *err);

/* Whether there is a key to sign with, and usable key information; sets the algorithm. */
enum signfw_status sfw_job_check_key(struct signing_job *job, struct signfw_error *err);

/* Whether the layout takes what else the options ask for; sets the order of its TLVs. */
enum signfw_status sfw_job_check_options(struct signing_job *job, struct signfw_error *err);

/* From here on options.findings is a list that judges for signing. */
enum signfw_status sfw_job_begin(struct signing_job *job, struct signfw_error *err);

/* Puts type and size of signatures by the key, and key information, into a container. */
void sfw_job_put_key(const struct signing_job *job, struct container *out);

/* Puts all values of key and options into a container; SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_job_put_all(const struct signing_job *job, struct container *out);

void sfw_job_cleanup(struct signing_job *job);

#endif
