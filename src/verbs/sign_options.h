/* SPDX-License-Identifier: BSD-2-Clause */
/* The options of all that makes a signature. */
#ifndef SFW_VERBS_SIGN_OPTIONS_H
#define SFW_VERBS_SIGN_OPTIONS_H

#include "signfw.h"

/* As sfw_options_import(). */
enum signfw_status sfw_sign_options_import(struct signfw_sign_options *ours, const struct signfw_sign_options *theirs,
					   struct signfw_error *err);

/* Fails with SIGNFW_E_KEY if there is no key, or none that can sign though a signature is wanted. */
enum signfw_status sfw_sign_options_check_key(const struct signfw_sign_options *options, const signfw_key *key,
					      struct signfw_error *err);

/* Fails with SIGNFW_E_ARGUMENT if no PKEYINFO can hold the key information. */
enum signfw_status sfw_sign_options_check_key_info(const struct signfw_sign_options *options, struct signfw_error *err);

#endif
