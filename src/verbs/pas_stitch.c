/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing a PAS container elsewhere: what is signed, its digest, and the signature put in its place. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/findings.h"
#include "crypto/digest.h"
#include "crypto/signature.h"
#include "key/key_signature.h"
#include "key/signing_key.h"
#include "pas/pas_image.h"
#include "verbs/pas_made.h"

static enum signfw_status put_signed_bytes(struct builder *out, const struct signfw_pas *pas, enum pas_signer signer,
					   struct span *bytes, struct signfw_error *err)
{
	if (!pas->is_usable)
		return sfw_fail(err, SIGNFW_E_CONTAINER, "the container has no hash segment that can be read");
	sfw_hash_segment_signed(out, &pas->hash, signer);
	return sfw_builder_view(out, bytes) ? SIGNFW_OK : sfw_fail_memory(err);
}

enum signfw_status signfw_pas_signed_bytes(uint8_t **out, size_t *out_size, const signfw_pas *pas, const char *signer,
					   struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	enum pas_signer which = 0;
	struct span bytes;

	if (out == NULL || out_size == NULL || pas == NULL || signer == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"no container, no signer, or no place for the bytes, was given");
	while (which < PAS_SIGNER_COUNT && strcmp(sfw_pas_signer_name(which), signer) != 0)
		which++;
	if (which == PAS_SIGNER_COUNT)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "there is no signer \"%.40s\", only oem and qti", signer);
	const enum signfw_status status = put_signed_bytes(&builder, pas, which, &bytes, err);

	if (status != SIGNFW_OK)
		return status;
	*out = builder.data;
	*out_size = builder.size;
	builder = (struct builder){0};
	return SIGNFW_OK;
}

enum signfw_status signfw_pas_digest(const signfw_pas *pas, uint8_t out[SIGNFW_SHA384_SIZE], struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	struct span bytes;

	if (pas == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the digest, was given");
	const enum signfw_status status = put_signed_bytes(&builder, pas, PAS_OEM, &bytes, err);

	return status == SIGNFW_OK ? sfw_digest(DIGEST_SHA384, &bytes, 1, out, err) : status;
}

/* ---- the signature ---------------------------------------------------------------------- */

/* Checks that there is room for the signature. */
static enum signfw_status check_place(const struct signfw_pas *pas, const signfw_key *key, struct signfw_error *err)
{
	if (!pas->is_usable)
		return sfw_fail(err, SIGNFW_E_CONTAINER, "the container has no hash segment that can be read");
	if (pas->is_split)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "the container is split; put it together first");
	if (key->key.kind != KEY_EC_P384)
		return sfw_fail(err, SIGNFW_E_KEY, "OP-TEE's PAS takes signatures by EC keys on P-384 only");
	if (pas->hash.regions[PAS_OEM_SIGNATURE].size < SFW_ECDSA_SIZE_MAX)
		return sfw_fail(err, SIGNFW_E_CONTAINER, "the container has no room for a signature by this key");
	return SIGNFW_OK;
}

/* Copies the container with the signature in its place. */
static enum signfw_status put_signature(struct builder *out, const struct signfw_pas *pas, struct span signature,
					struct signfw_error *err)
{
	const struct span slot = pas->hash.regions[PAS_OEM_SIGNATURE];
	const size_t at = (size_t)sfw_hash_segment_region_offset(&pas->hash, PAS_OEM_SIGNATURE);
	const struct span file = pas->elf.file;

	sfw_builder_bytes(out, file.data, at);
	sfw_builder_bytes(out, signature.data, signature.size);
	sfw_builder_zeros(out, slot.size - signature.size);
	sfw_builder_bytes(out, file.data + at + slot.size, file.size - at - slot.size);
	return out->failed ? sfw_fail_memory(err) : SIGNFW_OK;
}

static enum signfw_status stitch(struct builder *out, const struct signfw_pas *pas, const signfw_key *key,
				 struct span signature, signfw_findings *findings, struct signfw_error *err)
{
	const struct signature_algorithm *algorithm = sfw_algorithm(ALGORITHM_ECDSA_P384_SHA384);
	CLEANUP(sfw_builder_cleanup) struct builder prefix = {0};
	uint8_t taken[SFW_ECDSA_SIZE_MAX];
	struct span signed_bytes, made;
	bool valid = false;
	size_t size = 0;
	enum signfw_status status = check_place(pas, key, err);

	if (status == SIGNFW_OK)
		status = put_signed_bytes(&prefix, pas, PAS_OEM, &signed_bytes, err);
	if (status == SIGNFW_OK)
		status = sfw_key_take_signature(key, algorithm, &signed_bytes, 1, signature, taken, &size, &valid, err);
	if (status != SIGNFW_OK)
		return status;
	if (!valid) {
		sfw_report(findings, SFW_SIGNATURE_INVALID,
			   sfw_hash_segment_region_offset(&pas->hash, PAS_OEM_SIGNATURE),
			   "the %zu bytes aren't a signature of this container by this key%s", signature.size,
			   sfw_key_signature_hint(key, algorithm, signature));
		return sfw_findings_verdict(findings, err);
	}
	status = put_signature(out, pas, (struct span){taken, size}, err);
	if (status == SIGNFW_OK && !sfw_builder_view(out, &made))
		status = sfw_fail_memory(err);
	return status == SIGNFW_OK ? sfw_pas_check_made(made, false, findings, err) : status;
}

enum signfw_status signfw_pas_stitch(uint8_t **out, size_t *out_size, const signfw_pas *pas, const signfw_key *key,
				     const void *signature, size_t size, uint64_t flags, signfw_findings *findings,
				     struct signfw_error *err)
{
	CLEANUP(sfw_findings_cleanup) signfw_findings *own = NULL;
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};

	if (out == NULL || out_size == NULL || pas == NULL || key == NULL || signature == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "container, key, signature or place missing");
	if ((flags & ~SIGNFW_PAS_SIGN_FORCE) != 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "flags 0x%llx aren't known", (unsigned long long)flags);
	findings = sfw_findings_of_caller(findings, &own);
	if (findings == NULL)
		return sfw_fail_memory(err);
	sfw_findings_judge_signing(findings, (flags & SIGNFW_PAS_SIGN_FORCE) != 0);
	const enum signfw_status status = stitch(&builder, pas, key, (struct span){signature, size}, findings, err);

	if (status != SIGNFW_OK)
		return status;
	*out = builder.data;
	*out_size = builder.size;
	builder = (struct builder){0};
	return SIGNFW_OK;
}
