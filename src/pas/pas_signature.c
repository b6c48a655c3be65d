/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_signature.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/digest.h"
#include "crypto/signature.h"

#define DER_SEQUENCE 0x30
#define DER_HEADER   2
#define DER_LONG     0x80
#define STUB_BYTE    0xff
#define RSA_SIZE_MAX 1024

struct attempt {
	const struct key_pair *key;
	const struct pas_chain *chain;
	struct span prefix, signature;
};

static bool is_stub(struct span signature)
{
	for (size_t i = 0; i < signature.size; i++)
		if (signature.data[i] != STUB_BYTE)
			return sfw_span_is_zero(signature);
	return true;
}

/* ---- ECDSA ------------------------------------------------------------------- */

struct span sfw_pas_signature_der(struct span slot)
{
	struct span der = slot;

	if (slot.size >= DER_HEADER && slot.data[0] == DER_SEQUENCE && slot.data[1] < DER_LONG &&
	    (size_t)slot.data[1] + DER_HEADER <= slot.size)
		der.size = (size_t)slot.data[1] + DER_HEADER;
	return der;
}

static enum signfw_status verify_p384(const struct attempt *attempt, bool *valid, struct signfw_error *err)
{
	return sfw_crypto_verify(attempt->key, sfw_algorithm(ALGORITHM_ECDSA_P384_SHA384), &attempt->prefix, 1,
				 sfw_pas_signature_der(attempt->signature), valid, err);
}

/* The algorithm's own form is r || s. */
static enum signfw_status verify_p256(const struct attempt *attempt, bool *valid, struct signfw_error *err)
{
	const struct signature_algorithm *algorithm = sfw_algorithm(ALGORITHM_ECDSA_P256_SHA256);
	uint8_t raw[SFW_ECDSA_SIZE_MAX];
	const size_t size = sfw_crypto_other_form(algorithm, sfw_pas_signature_der(attempt->signature), raw);

	return sfw_crypto_verify(attempt->key, algorithm, &attempt->prefix, 1, (struct span){raw, size}, valid, err);
}

/* ---- RSA --------------------------------------------------------------------- */

static enum signfw_status verify_pss(const struct attempt *attempt, bool *valid, struct signfw_error *err)
{
	return sfw_crypto_verify(attempt->key, sfw_algorithm(ALGORITHM_RSA_PSS_SHA256), &attempt->prefix, 1,
				 attempt->signature, valid, err);
}

static uint64_t unit_of(const struct pas_chain *chain, const char *name)
{
	struct pas_field field;

	for (size_t i = 0; sfw_pas_chain_field(chain, i, &field); i++)
		if (strcmp(field.name, name) == 0)
			return field.values[0];
	return 0;
}

static void put_pad(uint8_t out[8], uint64_t id, uint8_t pad)
{
	for (unsigned i = 0; i < 8; i++)
		out[i] = (uint8_t)(id >> (56 - 8 * i) ^ pad);
}

/* An HMAC of sorts: the digest is wrapped with the software's, then with the hardware's id. */
static enum signfw_status legacy_digest(const struct attempt *attempt, uint8_t out[SIGNFW_SHA256_SIZE],
					struct signfw_error *err)
{
	uint8_t pad[8];
	const struct span parts[] = {{pad, sizeof(pad)}, {out, SIGNFW_SHA256_SIZE}};
	enum signfw_status status = sfw_sha256(attempt->prefix, out, err);

	put_pad(pad, unit_of(attempt->chain, "sw_id"), 0x36);
	if (status == SIGNFW_OK)
		status = sfw_digest(DIGEST_SHA256, parts, 2, out, err);
	put_pad(pad, unit_of(attempt->chain, "hw_id"), 0x5c);
	return status == SIGNFW_OK ? sfw_digest(DIGEST_SHA256, parts, 2, out, err) : status;
}

/* PKCS#1 v1.5 padding around a bare digest. */
static enum signfw_status verify_legacy(const struct attempt *attempt, bool *valid, struct signfw_error *err)
{
	uint8_t recovered[RSA_SIZE_MAX], digest[SIGNFW_SHA256_SIZE];
	size_t size = sizeof(recovered);
	const enum signfw_status status = legacy_digest(attempt, digest, err);

	*valid = status == SIGNFW_OK && sfw_crypto_recover(attempt->key, attempt->signature, recovered, &size) &&
		 size == sizeof(digest) && memcmp(recovered, digest, size) == 0;
	return status;
}

/* ---- which one it is ----------------------------------------------------------- */

struct scheme {
	enum key_kind key;
	const char *name;
	enum signfw_status (*verify)(const struct attempt *attempt, bool *valid, struct signfw_error *err);
};

/* Schemes of one kind of key are tried in this order; a signature that none of them verifies counts as the first. */
static const struct scheme schemes[] = {
	{KEY_EC_P384, "ecdsa-sha384-p384", verify_p384},
	{KEY_EC_P256, "ecdsa-sha256-p256", verify_p256},
	{KEY_RSA, "rsa-pss-sha256", verify_pss},
	{KEY_RSA, "rsa-legacy-sha256", verify_legacy},
};

static enum signfw_status try_schemes(const struct attempt *attempt, struct signfw_pas_signature *out,
				      struct signfw_error *err)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		bool valid = false;

		if (schemes[i].key != attempt->key->kind)
			continue;
		const enum signfw_status status = schemes[i].verify(attempt, &valid, err);

		if (status != SIGNFW_OK)
			return status;
		if (out->scheme == NULL || valid)
			out->scheme = schemes[i].name;
		if (valid) {
			out->state = SIGNFW_PAS_OK;
			return SIGNFW_OK;
		}
	}
	return SIGNFW_OK;
}

/* Behind a signature in DER form, its slot is zero. */
static void judge_padding(struct signfw_pas *pas, const struct signfw_pas_signature *signature, struct span slot)
{
	const size_t size = sfw_pas_signature_der(slot).size;
	const struct span padding = {slot.data + size, slot.size - size};

	if (!sfw_span_is_zero(padding))
		sfw_report(pas->findings, SFW_SIGNATURE_PADDING, signature->offset + size,
			   "%zu bytes behind the signature of %s aren't all zero; nothing covers them", padding.size,
			   signature->signer);
}

/* Verifies a signature that is there; the state stays bad if it isn't valid. */
static enum signfw_status verify(struct signfw_pas *pas, enum pas_signer signer, struct signfw_pas_signature *out,
				 struct signfw_error *err)
{
	const struct pas_chain *chain = &pas->chains[signer];
	CLEANUP(sfw_key_pair_free) struct key_pair key = {0};
	CLEANUP(sfw_builder_cleanup) struct builder prefix = {0};
	struct attempt attempt = {
		.key = &key, .chain = chain, .signature = pas->hash.regions[sfw_pas_signature_region(signer)]};
	enum signfw_status status =
		chain->count == 0 ? SIGNFW_E_KEY : sfw_certificate_key(&chain->certificates[0], &key, err);

	out->state = SIGNFW_PAS_BAD;
	if (status == SIGNFW_OK) {
		sfw_hash_segment_signed(&prefix, &pas->hash, signer);
		if (!sfw_builder_view(&prefix, &attempt.prefix))
			return sfw_fail_memory(err);
		status = try_schemes(&attempt, out, err);
	} else if (status == SIGNFW_E_KEY) {
		status = SIGNFW_OK; /* no key, no signature by it */
	}
	if (status == SIGNFW_OK && out->state == SIGNFW_PAS_OK && key.kind != KEY_RSA)
		judge_padding(pas, out, attempt.signature);
	if (status == SIGNFW_OK && out->state == SIGNFW_PAS_BAD)
		sfw_report(pas->findings, SFW_SIGNATURE_INVALID, out->offset,
			   "the signature of %s isn't one of this header, metadata and hash table by the key of its "
			   "certificate",
			   sfw_pas_signer_name(signer));
	return status;
}

enum signfw_status sfw_pas_signature_check(struct signfw_pas *pas, enum pas_signer signer, bool verify_it,
					   struct signfw_pas_signature *out, struct signfw_error *err)
{
	const enum pas_region region = sfw_pas_signature_region(signer);
	const struct span signature = pas->hash.regions[region];
	const bool has_certificates = pas->hash.regions[sfw_pas_certificates_region(signer)].size > 0;

	*out = (struct signfw_pas_signature){
		.signer = sfw_pas_signer_name(signer),
		.offset = sfw_hash_segment_region_offset(&pas->hash, region),
		.size = signature.size,
	};
	if (signature.size == 0) {
		out->state = has_certificates ? SIGNFW_PAS_BAD : SIGNFW_PAS_ABSENT;
	} else if (!has_certificates || is_stub(signature)) {
		out->state = SIGNFW_PAS_STUB;
		sfw_report(pas->findings, SFW_SIGNATURE_STUB, out->offset, "the signature of %s is a stub: %s",
			   sfw_pas_signer_name(signer),
			   has_certificates ? "its bytes are all the same" : "there are no certificates to verify it");
	} else if (verify_it) {
		return verify(pas, signer, out, err);
	}
	return SIGNFW_OK;
}
