/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing again: another signature, and what depends on the key, around the same images. */
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "key/signing_key.h"
#include "verbs/handle.h"
#include "verbs/metadata_lint.h"
#include "verbs/sign_options.h"

DEFINE_CLEANUP(container_cleanup, signfw_container, signfw_container_free)
DEFINE_CLEANUP(findings_cleanup, signfw_findings, signfw_findings_free)

/* A container whose TLVs are those of another one, but for those that depend on the key. */
struct rewrite {
	struct container container;
	uint8_t sign_type;
	struct span key_info; /* of size 0: none */
};

static void rewrite_cleanup(struct rewrite *rewrite)
{
	free(rewrite->container.tlvs);
}

static void add(struct rewrite *rewrite, uint32_t type, struct span value, bool is_platform)
{
	rewrite->container.tlvs[rewrite->container.tlv_count++] =
		(struct tlv){.type = type, .value = value, .is_platform = is_platform};
}

/* Key information has its place behind the last TLV that isn't the platform's. */
static size_t place_of_key_info(const struct container *old)
{
	size_t place = 0;

	if (old->key_info != NULL)
		return (size_t)(old->key_info - old->tlvs);
	for (size_t i = 0; i < old->tlv_count; i++)
		if (!old->tlvs[i].is_platform)
			place = i + 1;
	return place;
}

static void copy_tlvs(struct rewrite *rewrite, const struct container *old)
{
	const size_t place = place_of_key_info(old);
	bool type_written = false;

	for (size_t i = 0; i <= old->tlv_count; i++) {
		if (i == place && rewrite->key_info.size > 0)
			add(rewrite, SIGNFW_TLV_PKEYINFO, rewrite->key_info, false);
		if (i == old->tlv_count)
			break;
		const struct tlv *tlv = &old->tlvs[i];
		const bool is_type = tlv->type == SIGNFW_TLV_SIGNTYPE && !tlv->is_platform;

		if (is_type && !type_written)
			add(rewrite, SIGNFW_TLV_SIGNTYPE, (struct span){&rewrite->sign_type, 1}, false);
		else if (!is_type && (tlv->is_platform || tlv->type != SIGNFW_TLV_PKEYINFO))
			add(rewrite, tlv->type, tlv->value, tlv->is_platform);
		type_written = type_written || is_type;
	}
}

/* All but the images, as it is going to be; or what is wrong with that. */
static enum signfw_status write_surroundings(const signfw_container *from, const signfw_key *key,
					     const struct signfw_sign_options *options, struct surroundings *out,
					     struct signfw_error *err)
{
	const struct signature_algorithm *algorithm;
	const enum signfw_status status = sfw_key_pair_algorithm(&key->key, &algorithm, err);

	if (status != SIGNFW_OK)
		return status;
	CLEANUP(rewrite_cleanup)
	struct rewrite rewrite = {
		.container =
			{
				.layout = from->model.layout,
				.signature_offset = SIGNFW_NO_OFFSET,
				.signature_size = (uint32_t)sfw_signature_size(algorithm, signfw_key_bits(key)),
				.images_size = from->model.images_size,
				.tlvs = sfw_array_new(from->model.tlv_count + 1, sizeof(struct tlv)),
			},
		.sign_type = (uint8_t)algorithm->sign_type,
		.key_info = {options->key_info, options->key_info == NULL ? 0 : options->key_info_size},
	};

	if (rewrite.container.tlvs == NULL)
		return sfw_fail_memory(err);
	copy_tlvs(&rewrite, &from->model);
	sfw_check_limits(&rewrite.container, from->image_count, options->findings);
	sfw_container_write(&rewrite.container, out);
	return out->head.failed || out->tail.failed ? sfw_fail_memory(err)
						    : sfw_findings_verdict(options->findings, err);
}

static enum signfw_status resign(signfw_container *handle, const signfw_container *from, const signfw_key *key,
				 const struct signfw_sign_options *options, struct signfw_error *err)
{
	CLEANUP(sfw_surroundings_cleanup) struct surroundings written = {0};
	enum signfw_status status = sfw_findings_verdict(from->findings, err);

	if (status == SIGNFW_OK)
		status = write_surroundings(from, key, options, &written, err);
	if (status != SIGNFW_OK)
		return status;
	if (written.head.size + written.tail.size + (from->model.images_end - from->model.images_offset) > UINT32_MAX)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "the format ends at 4 GiB");
	status = sfw_handle_wrap(handle, from->model.layout, &written, from, err);
	if (status != SIGNFW_OK)
		return status;
	sfw_lint_metadata(&handle->model, key, options->findings);
	status = sfw_findings_verdict(options->findings, err);
	if (status == SIGNFW_OK && (options->flags & SIGNFW_SIGN_LEAVE_UNSIGNED) == 0)
		status = sfw_handle_sign(handle, key, (options->flags & SIGNFW_SIGN_DETERMINISTIC) != 0, err);
	return status;
}

enum signfw_status signfw_resign(signfw_container **out, const signfw_container *container, const signfw_key *key,
				 const struct signfw_sign_options *options, struct signfw_error *err)
{
	struct signfw_sign_options mine = SIGNFW_SIGN_OPTIONS_INIT;
	enum signfw_status status;

	if (out == NULL || container == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the new one");
	status = sfw_sign_options_import(&mine, options, err);
	if (status == SIGNFW_OK)
		status = sfw_sign_options_check_key(&mine, key, err);
	if (status == SIGNFW_OK)
		status = sfw_sign_options_check_key_info(&mine, err);
	if (status != SIGNFW_OK)
		return status;
	CLEANUP(container_cleanup) signfw_container *handle = sfw_handle_new();
	CLEANUP(findings_cleanup) signfw_findings *own_findings = mine.findings == NULL ? sfw_findings_new() : NULL;

	if (mine.findings == NULL)
		mine.findings = own_findings;
	if (handle == NULL || mine.findings == NULL)
		return sfw_fail_memory(err);
	sfw_findings_begin_signing(mine.findings, &mine);
	status = resign(handle, container, key, &mine, err);
	if (status != SIGNFW_OK)
		return status;
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}
