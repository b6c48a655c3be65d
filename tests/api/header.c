/* SPDX-License-Identifier: BSD-2-Clause */
/* Only compiled, as C and as C++: the initialisers of the headers fit. */
#include <signfw/device.h>
#include <signfw/key.h>
#include <signfw/linux.h>
#include <signfw/pas_device.h>
#include <signfw/sequence.h>

#if !SIGNFW_VERSION_AT_LEAST(0, 1, 0) || SIGNFW_VERSION_AT_LEAST(SIGNFW_VERSION_MAJOR, SIGNFW_VERSION_MINOR + 1, 0)
#error "SIGNFW_VERSION_AT_LEAST() is wrong"
#endif
#if SIGNFW_VERSION_NUMBER != SIGNFW_VERSION_MAJOR * 65536 + SIGNFW_VERSION_MINOR * 256 + SIGNFW_VERSION_PATCH
#error "SIGNFW_VERSION_NUMBER is wrong"
#endif

struct all_of_them {
	struct signfw_error error;
	struct signfw_key_options key;
	struct signfw_enc_key_options enc_key;
	struct signfw_sign_options sign;
	struct signfw_verify_options verify;
	struct signfw_device_options device;
	struct signfw_linux_options kernel;
	struct signfw_sequence_options sequence;
	struct signfw_pas_verify_options pas;
	struct signfw_pas_sign_options pas_sign;
	struct signfw_pas_device_options pas_device;
};

enum signfw_status use_header(struct all_of_them *out);

enum signfw_status use_header(struct all_of_them *out)
{
	const struct signfw_error error = SIGNFW_ERROR_INIT;
	const struct signfw_key_options key = SIGNFW_KEY_OPTIONS_INIT;
	const struct signfw_enc_key_options enc_key = SIGNFW_ENC_KEY_OPTIONS_INIT;
	const struct signfw_sign_options sign = SIGNFW_SIGN_OPTIONS_INIT;
	const struct signfw_verify_options verify = SIGNFW_VERIFY_OPTIONS_INIT;
	const struct signfw_device_options device = SIGNFW_DEVICE_OPTIONS_INIT;
	const struct signfw_linux_options kernel = SIGNFW_LINUX_OPTIONS_INIT;
	const struct signfw_sequence_options sequence = SIGNFW_SEQUENCE_OPTIONS_INIT;
	const struct signfw_pas_verify_options pas = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	const struct signfw_pas_sign_options pas_sign = SIGNFW_PAS_SIGN_OPTIONS_INIT;
	const struct signfw_pas_device_options pas_device = SIGNFW_PAS_DEVICE_OPTIONS_INIT;

	out->error = error;
	out->key = key;
	out->enc_key = enc_key;
	out->sign = sign;
	out->sign.flags = SIGNFW_SIGN_FORCE | SIGNFW_SIGN_STRIP;
	out->verify = verify;
	out->device = device;
	out->kernel = kernel;
	out->sequence = sequence;
	out->pas = pas;
	out->pas_sign = pas_sign;
	out->pas_device = pas_device;
	return signfw_findings_new(&out->sign.findings, &out->error);
}
