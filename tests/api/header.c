/* SPDX-License-Identifier: BSD-2-Clause */
/* Only compiled, as C and as C++: the header needs nothing before it, and its initialisers fit. */
#include <signfw.h>

struct all_of_them {
	struct signfw_error error;
	struct signfw_key_options key;
	struct signfw_sign_options sign;
	struct signfw_verify_options verify;
};

enum signfw_status use_header(struct all_of_them *out);

enum signfw_status use_header(struct all_of_them *out)
{
	const struct signfw_error error = SIGNFW_ERROR_INIT;
	const struct signfw_key_options key = SIGNFW_KEY_OPTIONS_INIT;
	const struct signfw_sign_options sign = SIGNFW_SIGN_OPTIONS_INIT;
	const struct signfw_verify_options verify = SIGNFW_VERIFY_OPTIONS_INIT;

	out->error = error;
	out->key = key;
	out->sign = sign;
	out->verify = verify;
	return signfw_findings_new(&out->sign.findings, &out->error);
}
