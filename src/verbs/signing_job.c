/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/signing_job.h"
#include "signfw/container.h"

#include <string.h>

#include "base/error.h"
#include "base/struct_size.h"
#include "key/encryption_key.h"
#include "key/signing_key.h"

static const struct options_kind sign_options = {
	.size = SIZE_UNTIL(struct signfw_sign_options, digests),
	.first_size = SIZE_UNTIL(struct signfw_sign_options, digests),
	.flags = SIGNFW_SIGN_FORCE | SIGNFW_SIGN_LEAVE_UNSIGNED | SIGNFW_SIGN_DETERMINISTIC | SIGNFW_SIGN_STRIP |
		 SIGNFW_SIGN_TABLE_LOADS_ONLY | SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS | SIGNFW_SIGN_PAD_SEGMENTS |
		 SIGNFW_SIGN_DEVICE_IS_ASKED | SIGNFW_SIGN_PLAN,
};

enum signfw_status sfw_job_import(struct signing_job *out, const signfw_key *key,
				  const struct signfw_sign_options *options, struct signfw_error *err)
{
	*out = (struct signing_job){.key = key, .options = SIGNFW_SIGN_OPTIONS_INIT};
	return sfw_options_import(&out->options, &sign_options, options, err);
}

void sfw_job_cleanup(struct signing_job *job)
{
	signfw_findings_free(job->own);
}

/* ---- checks ---------------------------------------------------------------------- */

enum signfw_status sfw_job_refuse_plan(const struct signing_job *job, struct signfw_error *err)
{
	if ((job->options.flags & SIGNFW_SIGN_PLAN) == 0)
		return SIGNFW_OK;
	return sfw_fail(err, SIGNFW_E_ARGUMENT, "a container that is there already can't be planned, only a new one");
}

enum signfw_status sfw_job_choose_layout(struct signing_job *job, struct signfw_error *err)
{
	const char *name = job->options.layout;

	if (name != NULL)
		job->layout = sfw_layout_by_name(name);
	else
		job->layout = job->options.enc_key == NULL ? sfw_layout_default() : sfw_layout_of_encrypted();
	if (job->layout == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout \"%.32s\" isn't known, expected %s", name,
				sfw_layout_names().text);
	return SIGNFW_OK;
}

enum signfw_status sfw_job_check_key(struct signing_job *job, struct signfw_error *err)
{
	const struct signfw_sign_options *options = &job->options;

	if (job->key == NULL ||
	    ((options->flags & SIGNFW_SIGN_LEAVE_UNSIGNED) == 0 && !signfw_key_is_private(job->key)))
		return sfw_fail(err, SIGNFW_E_KEY, "no private key to sign with");
	if ((options->key_info == NULL && options->key_info_size > 0) || options->key_info_size > UINT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no usable key information");
	return sfw_key_pair_algorithm(&job->key->key, &job->algorithm, err);
}

static enum signfw_status choose_order(struct signing_job *job, struct signfw_error *err)
{
	const char *name = job->options.tlv_order;

	job->order = job->layout->orders;
	while (name != NULL && job->order->name != NULL && strcmp(job->order->name, name) != 0)
		job->order++;
	if (job->order->name == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout %s has no TLV order \"%.32s\"", job->layout->name,
				name);
	return SIGNFW_OK;
}

/* Whether what is to be encrypted can be, and into this layout. */
static enum signfw_status check_encryption(const struct signing_job *job, struct signfw_error *err)
{
	const struct signfw_sign_options *options = &job->options;

	if (options->enc_key == NULL && options->enc_key_size == 0 && (options->flags & SIGNFW_SIGN_PAD_SEGMENTS) == 0)
		return SIGNFW_OK;
	if (options->enc_key == NULL || !sfw_enc_key_has_size(options->enc_key_size))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no usable encryption key");
	if ((options->flags & SIGNFW_SIGN_DETERMINISTIC) != 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"what is encrypted is different each time, and so is its signature");
	if (!sfw_order_has(job->order->types, SIGNFW_TLV_ENCTABLE))
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"layout %s in TLV order %s can't be encrypted; %s in order %s can", job->layout->name,
				job->order->name, sfw_layout_of_encrypted()->name,
				sfw_layout_of_encrypted()->orders[0].name);
	return SIGNFW_OK;
}

static enum signfw_status check_platform_tlvs(const struct layout *layout, const struct signfw_sign_options *options,
					      struct signfw_error *err)
{
	for (size_t i = 0; i < options->platform_tlv_count; i++) {
		const struct signfw_platform_tlv *tlv = &options->platform_tlvs[i];

		if (layout->platform_last == 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout %s has no platform TLVs", layout->name);
		if (tlv->type < layout->platform_first || tlv->type > layout->platform_last)
			return sfw_fail(err, SIGNFW_E_ARGUMENT,
					"platform TLV 0x%x is out of range, expected 0x%x to 0x%x", tlv->type,
					layout->platform_first, layout->platform_last);
		if ((tlv->value == NULL && tlv->size > 0) || tlv->size > UINT32_MAX)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "platform TLV 0x%x has no usable value", tlv->type);
		for (size_t j = 0; j < i; j++)
			if (options->platform_tlvs[j].type == tlv->type)
				return sfw_fail(err, SIGNFW_E_ARGUMENT, "platform TLV 0x%x is given twice", tlv->type);
	}
	return SIGNFW_OK;
}

enum signfw_status sfw_job_check_options(struct signing_job *job, struct signfw_error *err)
{
	if (job->options.platform_tlvs == NULL && job->options.platform_tlv_count > 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no platform TLVs");
	enum signfw_status status = choose_order(job, err);

	if (status == SIGNFW_OK)
		status = check_encryption(job, err);
	return status == SIGNFW_OK ? check_platform_tlvs(job->layout, &job->options, err) : status;
}

enum signfw_status sfw_job_begin(struct signing_job *job, struct signfw_error *err)
{
	job->options.findings = sfw_findings_of_caller(job->options.findings, &job->own);
	if (job->options.findings == NULL)
		return sfw_fail_memory(err);
	sfw_findings_begin_signing(job->options.findings, &job->options);
	return SIGNFW_OK;
}

/* ---- what a container says --------------------------------------------------------- */

void sfw_job_put_key(const struct signing_job *job, struct container *out)
{
	out->sign_type = job->algorithm->sign_type;
	out->signature_size = (uint32_t)sfw_signature_size(job->algorithm, signfw_key_bits(job->key));
	out->signature_offset = SIGNFW_NO_OFFSET;
	out->key_info = (struct span){job->options.key_info, job->options.key_info_size};
	out->key_info_offset = SIGNFW_NO_OFFSET;
}

enum signfw_status sfw_job_put_all(const struct signing_job *job, struct container *out)
{
	const struct signfw_sign_options *options = &job->options;
	enum signfw_status status = SIGNFW_OK;

	out->layout = job->layout;
	out->tlv_order = job->order->types;
	out->hash_type = SIGNFW_HASHTYPE_SHA256;
	out->is_encrypted = options->enc_key != NULL;
	sfw_job_put_key(job, out);
	for (size_t i = 0; i < options->platform_tlv_count && status == SIGNFW_OK; i++) {
		const struct signfw_platform_tlv *tlv = &options->platform_tlvs[i];
		const struct platform_value value = {
			.meaning = sfw_layout_meaning(job->layout, tlv->type),
			.type = tlv->type,
			.value = {tlv->value, tlv->size},
			.offset = SIGNFW_NO_OFFSET,
		};

		status = sfw_container_add_platform(out, &value);
	}
	return status;
}
