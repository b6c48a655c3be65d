/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/stitch.h"

#include "base/error.h"
#include "crypto/digest.h"
#include "key/key_signature.h"
#include "verbs/assemble.h"

/* The signed bytes, in order. */
enum {
	PARTS = 2
};

struct signed_parts {
	struct span parts[PARTS];
};

static struct signed_parts parts_of(const signfw_container *handle)
{
	return (struct signed_parts){{handle->model.header, handle->model.metadata}};
}

/* The place of the signature in an assembled container: every layout has it in the head. */
static uint8_t *place_of_signature(const signfw_container *handle)
{
	return handle->own.head.data + handle->model.signature_offset;
}

enum signfw_status sfw_handle_sign(signfw_container *handle, const struct signing_job *job, struct signfw_error *err)
{
	const struct signed_parts signed_parts = parts_of(handle);
	const uint64_t flags = job->options.flags;
	enum signfw_status status = sfw_findings_verdict(job->options.findings, err);
	size_t size;

	if (status != SIGNFW_OK || (flags & SIGNFW_SIGN_LEAVE_UNSIGNED) != 0)
		return status;
	status = sfw_key_sign(job->key, job->algorithm, signed_parts.parts, PARTS,
			      (flags & SIGNFW_SIGN_DETERMINISTIC) != 0, place_of_signature(handle), &size, err);
	if (status == SIGNFW_OK)
		handle->signature_check = SIGNFW_GOOD;
	return status;
}

enum signfw_status signfw_container_digest(const signfw_container *container, uint8_t out[SIGNFW_SHA256_SIZE],
					   struct signfw_error *err)
{
	if (container == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the digest");
	if (container->model.metadata.size == 0)
		return sfw_fail(err, SIGNFW_E_CONTAINER, "the container is too short for what is signed");
	const struct signed_parts signed_parts = parts_of(container);

	return sfw_digest(DIGEST_SHA256, signed_parts.parts, PARTS, out, err);
}

enum signfw_status signfw_container_signed(const signfw_container *container, size_t index, const void **data,
					   size_t *size)
{
	if (index >= PARTS || container->model.metadata.size == 0)
		return SIGNFW_E_ARGUMENT;
	const struct signed_parts signed_parts = parts_of(container);

	*data = signed_parts.parts[index].data;
	*size = signed_parts.parts[index].size;
	return SIGNFW_OK;
}

enum signfw_status signfw_container_sha256(const signfw_container *container, uint8_t out[SIGNFW_SHA256_SIZE],
					   struct signfw_error *err)
{
	if (container == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the digest");
	return sfw_digest(DIGEST_SHA256, container->chunks, container->chunk_count, out, err);
}

enum signfw_status signfw_sha256(const void *data, size_t size, uint8_t out[SIGNFW_SHA256_SIZE],
				 struct signfw_error *err)
{
	if ((data == NULL && size > 0) || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no data, or no place for the digest");
	return sfw_sha256((struct span){data, size}, out, err);
}

/* All but the images of a container, copied. */
static enum signfw_status copy_surroundings(const signfw_container *from, struct surroundings *out,
					    struct signfw_error *err)
{
	const struct container *model = &from->model;
	/* neither is ever in more than one piece */
	struct span pieces[1];

	if (sfw_handle_pieces(from, 0, model->images_offset, pieces) == 1)
		sfw_builder_bytes(&out->head, pieces[0].data, pieces[0].size);
	if (sfw_handle_pieces(from, model->images_end, from->size, pieces) == 1)
		sfw_builder_bytes(&out->tail, pieces[0].data, pieces[0].size);
	return out->head.failed || out->tail.failed ? sfw_fail_memory(err) : SIGNFW_OK;
}

/* The type of the key that the container is made for. */
static const char *type_of(const signfw_container *handle)
{
	const struct signature_algorithm *algorithm = sfw_algorithm_of_sign_type(handle->model.sign_type);

	return algorithm == NULL ? "unknown" : signfw_key_type_name(sfw_key_kind(algorithm->key_kind)->type);
}

static enum signfw_status take_signature(signfw_container *handle, const signfw_key *key, struct span signature,
					 signfw_findings *findings, struct signfw_error *err)
{
	const struct signed_parts signed_parts = parts_of(handle);
	const char *key_type = signfw_key_type_name(signfw_key_get_type(key));
	const uint64_t at = handle->model.signature_offset;
	const struct signature_algorithm *algorithm;
	bool valid = false;
	enum signfw_status status = sfw_key_pair_algorithm(&key->key, &algorithm, err);

	if (status != SIGNFW_OK)
		return status;
	size_t put_size, expected_size = sfw_signature_size(algorithm, signfw_key_bits(key));

	if (handle->model.sign_type != algorithm->sign_type) {
		sfw_report(findings, SFW_SIGNATURE_KEY_TYPE, at,
			   "the container is made for a signature of type %s, the key is %s", type_of(handle),
			   key_type);
		return sfw_findings_verdict(findings, err);
	}
	if (handle->model.signature.size != expected_size) {
		sfw_report(findings, SFW_SIGNATURE_SIZE, at,
			   "the container is made for a signature of %zu bytes, one by this key has %zu",
			   handle->model.signature.size, expected_size);
		return sfw_findings_verdict(findings, err);
	}
	status = sfw_key_take_signature(key, algorithm, signed_parts.parts, PARTS, signature,
					place_of_signature(handle), &put_size, &valid, err);
	if (status != SIGNFW_OK)
		return status;
	if (valid)
		handle->signature_check = SIGNFW_GOOD;
	else
		sfw_report(findings, SFW_SIGNATURE_INVALID, at,
			   "the %zu bytes aren't a signature of this container by this key%s", signature.size,
			   sfw_key_signature_hint(key, algorithm, signature));
	return sfw_findings_verdict(findings, err);
}

enum signfw_status signfw_stitch(signfw_container **out, const signfw_container *container, const signfw_key *key,
				 const void *signature, size_t size, signfw_findings *findings,
				 struct signfw_error *err)
{
	if (out == NULL || container == NULL || key == NULL || signature == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "container, key, signature or place missing");
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = sfw_handle_new();
	CLEANUP(sfw_surroundings_cleanup) struct surroundings same = {0};
	enum signfw_status status = sfw_findings_verdict(container->findings, err);

	if (handle == NULL)
		return sfw_fail_memory(err);
	if (status == SIGNFW_OK)
		status = copy_surroundings(container, &same, err);
	if (status == SIGNFW_OK)
		status = sfw_assemble_around(handle, container->model.layout, &same, container, err);
	if (findings == NULL)
		findings = handle->findings;
	else
		sfw_findings_truncate(findings, 0);
	sfw_findings_judge_reading(findings);
	if (status == SIGNFW_OK)
		status = take_signature(handle, key, (struct span){signature, size}, findings, err);
	if (status != SIGNFW_OK)
		return status;
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}
