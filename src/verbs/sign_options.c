/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/sign_options.h"

#include "base/error.h"
#include "base/struct_size.h"
#include "signfw/key.h"

static const struct options_kind sign_options = {
	.size = SIZE_UNTIL(struct signfw_sign_options, enc_key_size),
	.first_size = SIZE_UNTIL(struct signfw_sign_options, enc_key_size),
	.flags = SIGNFW_SIGN_FORCE | SIGNFW_SIGN_LEAVE_UNSIGNED | SIGNFW_SIGN_DETERMINISTIC | SIGNFW_SIGN_STRIP |
		 SIGNFW_SIGN_TABLE_LOADS_ONLY | SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS | SIGNFW_SIGN_PAD_SEGMENTS,
};

enum signfw_status sfw_sign_options_import(struct signfw_sign_options *ours, const struct signfw_sign_options *theirs,
					   struct signfw_error *err)
{
	return sfw_options_import(ours, &sign_options, theirs, err);
}

enum signfw_status sfw_sign_options_check_key(const struct signfw_sign_options *options, const signfw_key *key,
					      struct signfw_error *err)
{
	if (key == NULL || ((options->flags & SIGNFW_SIGN_LEAVE_UNSIGNED) == 0 && !signfw_key_is_private(key)))
		return sfw_fail(err, SIGNFW_E_KEY, "no private key to sign with");
	return SIGNFW_OK;
}

enum signfw_status sfw_sign_options_check_key_info(const struct signfw_sign_options *options, struct signfw_error *err)
{
	if ((options->key_info == NULL && options->key_info_size > 0) || options->key_info_size > UINT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no usable key information");
	return SIGNFW_OK;
}
