/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/tee_certificates.h"

#include "base/cleanup.h"
#include "crypto/signature.h"
#include "pas_device/mbedtls.h"

#define DER_SEQUENCE  0x30
#define PADDING       0xff
#define ROOTS         1
#define PREFIX_MAX    2 /* leaf and one CA below the root */
#define SIGNATURE_MAX 512

static uint32_t refuse(struct tee_reply *reply, const char *why)
{
	return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "certificates", "%s", why);
}

void sfw_tee_chain_cleanup(struct tee_chain *chain)
{
	for (size_t i = 0; i < chain->count; i++)
		sfw_certificate_cleanup(&chain->certificates[i]);
	*chain = (struct tee_chain){0};
}

/* ---- reading ---------------------------------------------------------------------- */

static uint32_t read_one(struct tee_chain *chain, struct reader *reader, struct tee_reply *reply)
{
	struct certificate *certificate = &chain->certificates[chain->count];
	const size_t size = sfw_mbedtls_der_size(reader->left);
	struct span der;

	if (size == 0 || !sfw_reader_bytes(reader, size, &der) ||
	    sfw_certificate_parse(certificate, der, NULL) != SIGNFW_OK) {
		sfw_pas_log(&reply->log, "PAS auth: cert %zu parse failed", chain->count);
		return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "certificate-unreadable",
				      "certificate %zu isn't one that can be read", chain->count);
	}
	chain->count++;
	if (sfw_mbedtls_can_read(certificate))
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&reply->log, "PAS auth: cert %zu parse failed", chain->count - 1);
	return sfw_tee_refuse(
		reply, SIGNFW_TEE_SECURITY, "certificate-unreadable",
		"certificate %zu is signed by %s or has a critical extension, which OP-TEE's mbedTLS isn't "
		"built for",
		chain->count - 1, certificate->algorithm);
}

static uint32_t read_all(struct tee_chain *chain, struct span region, struct tee_reply *reply)
{
	struct reader reader = {region, 0};

	while (reader.left.size > 0 && reader.left.data[0] == DER_SEQUENCE && chain->count < TEE_CERTIFICATES_MAX) {
		const uint32_t result = read_one(chain, &reader, reply);

		if (result != SIGNFW_TEE_SUCCESS)
			return result;
	}
	for (size_t i = 0; i < reader.left.size; i++) {
		if (reader.left.data[i] == PADDING)
			continue;
		sfw_pas_log(&reply->log, "PAS auth: non-0xFF byte at chain offset %zu", (size_t)reader.offset + i);
		return sfw_tee_refuse(
			reply, SIGNFW_TEE_SECURITY, "certificate-padding",
			"byte %zu of the certificates is 0x%02x; behind the last one everything has to be 0xff",
			(size_t)reader.offset + i, reader.left.data[i]);
	}
	if (chain->count <= ROOTS) {
		sfw_pas_log(&reply->log, "PAS auth: chain has %zu certs, need > %#x roots", chain->count, ROOTS);
		return refuse(reply, "there are no certificates, or only a root");
	}
	if (chain->count - ROOTS > PREFIX_MAX) {
		sfw_pas_log(&reply->log, "PAS auth: chain has %zu non-root certs, want [1, 2]", chain->count - ROOTS);
		return refuse(reply, "there are more than a leaf, a CA and one root; OP-TEE is built for one root");
	}
	chain->root = chain->certificates[chain->count - 1].der;
	return SIGNFW_TEE_SUCCESS;
}

/* ---- judging ------------------------------------------------------------------------ */

static uint32_t check_leaf(const struct certificate *leaf, bool enforce_eku, struct tee_reply *reply)
{
	const char *wrong = NULL;

	if (!leaf->has_key_usage)
		wrong = "leaf cert has no KeyUsage extension";
	else if (!leaf->signs_data)
		wrong = "leaf cert missing digitalSignature KeyUsage";
	else if (enforce_eku && !leaf->has_extended_key_usage)
		wrong = "leaf cert has no EKU extension";
	else if (enforce_eku && !leaf->signs_code)
		wrong = "leaf cert missing code-signing EKU";
	if (wrong == NULL)
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&reply->log, "PAS auth: %s", wrong);
	return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "certificate-usage", "%s", wrong);
}

/* The leaf isn't a CA, all others are, and say so. */
static uint32_t check_authorities(const struct tee_chain *chain, struct tee_reply *reply)
{
	for (size_t i = 0; i < chain->count; i++) {
		const struct certificate *certificate = &chain->certificates[i];

		if (!certificate->has_constraints)
			sfw_pas_log(&reply->log, "PAS auth: cannot read CA flag at depth %zu", i);
		else if (i == 0 && certificate->is_ca)
			sfw_pas_log(&reply->log, "PAS auth: leaf cert asserts CA");
		else if (i > 0 && !certificate->is_ca)
			sfw_pas_log(&reply->log, "PAS auth: issuer at depth %zu is not a CA", i);
		else
			continue;
		return sfw_tee_refuse(
			reply, SIGNFW_TEE_SECURITY, "certificate-authority",
			"certificate %zu %s: the leaf must not be a CA, others have to be, by basicConstraints", i,
			certificate->has_constraints ? "is the wrong kind" : "has no basicConstraints");
	}
	return SIGNFW_TEE_SUCCESS;
}

static bool is_signed_as_wanted(const struct certificate *certificate)
{
	return certificate->scheme == CERTIFICATE_SIGNED_ECDSA && certificate->digest == CERTIFICATE_DIGEST_SHA384;
}

static uint32_t check_algorithms(const struct tee_chain *chain, struct tee_reply *reply)
{
	for (size_t i = 1; i < chain->count - ROOTS; i++) {
		if (is_signed_as_wanted(&chain->certificates[i]))
			continue;
		sfw_pas_log(&reply->log, "PAS auth: unsupported sig algo at depth %zu", i);
		return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "certificate-algorithm",
				      "certificate %zu is signed by %s, not ecdsa-with-SHA384", i,
				      chain->certificates[i].algorithm);
	}
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_key_ids(const struct tee_chain *chain, struct tee_reply *reply)
{
	for (size_t i = 0; i + 1 < chain->count; i++) {
		const struct certificate *certificate = &chain->certificates[i], *issuer = certificate + 1;

		if (certificate->issuer_key_id.size > 0 && issuer->key_id.size > 0 &&
		    !sfw_spans_equal(certificate->issuer_key_id, issuer->key_id))
			sfw_pas_log(&reply->log, "PAS auth: AKID/SKID mismatch in cert chain");
		else if (certificate->issuer_serial.size > 0 &&
			 !sfw_spans_equal(certificate->issuer_serial, issuer->serial))
			sfw_pas_log(&reply->log, "PAS auth: AKID serial mismatch in cert chain");
		else
			continue;
		return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "certificate-key-id",
				      "certificate %zu names another key of its issuer than the next one has", i);
	}
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_links(const struct tee_chain *chain, struct tee_reply *reply)
{
	const uint32_t flags = sfw_mbedtls_verify(chain->certificates, chain->count);

	if (flags == 0)
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&reply->log, "PAS auth: cert chain verify failed (%#x)", flags);
	return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "certificate-chain", "%s", sfw_mbedtls_words(flags));
}

uint32_t sfw_tee_chain_verify(struct tee_chain *out, struct span region, bool enforce_eku, struct tee_reply *reply)
{
	uint32_t result;

	*out = (struct tee_chain){0};
	result = read_all(out, region, reply);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_links(out, reply);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_leaf(&out->certificates[0], enforce_eku, reply);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_authorities(out, reply);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_algorithms(out, reply);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_key_ids(out, reply);
	if (result != SIGNFW_TEE_SUCCESS)
		sfw_pas_log(&reply->log, "PAS auth: OEM cert chain invalid: %#x", result);
	return result;
}

uint32_t sfw_tee_chain_algorithm(const struct tee_chain *chain, struct tee_reply *reply)
{
	if (is_signed_as_wanted(&chain->certificates[0]))
		return SIGNFW_TEE_SUCCESS;
	sfw_pas_log(&reply->log, "PAS auth: leaf signatureAlgorithm not accepted");
	sfw_pas_log(&reply->log, "PAS auth: cannot determine signature algorithm: %#x", SIGNFW_TEE_SECURITY);
	return sfw_tee_refuse(reply, SIGNFW_TEE_SECURITY, "certificate-algorithm",
			      "the leaf is signed by %s, not ecdsa-with-SHA384", chain->certificates[0].algorithm);
}

/* ---- the signature ------------------------------------------------------------------- */

uint32_t sfw_tee_signature_verify(const struct tee_chain *chain, struct span message, struct span slot,
				  struct tee_reply *reply, enum signfw_status *status, struct signfw_error *err)
{
	const struct signature_algorithm *algorithm = sfw_algorithm(ALGORITHM_ECDSA_P384_SHA384);
	CLEANUP(sfw_key_pair_free) struct key_pair key = {0};
	uint8_t raw[2 * SFW_FIELD_SIZE_MAX], der[SFW_ECDSA_SIZE_MAX];
	int error = slot.size > SIGNATURE_MAX ? 0 : sfw_mbedtls_read_signature(slot, raw);
	bool valid = false;

	*status = sfw_certificate_key(&chain->certificates[0], &key, err);
	if (*status == SIGNFW_OK && error == 0 && slot.size <= SIGNATURE_MAX) {
		const size_t size = sfw_crypto_other_form(algorithm, (struct span){raw, sizeof(raw)}, der);

		*status = sfw_crypto_verify(&key, algorithm, &message, 1, (struct span){der, size}, &valid, err);
		error = valid ? 0 : MBEDTLS_ECP_VERIFY_FAILED;
	}
	if (*status != SIGNFW_OK || valid)
		return SIGNFW_TEE_SUCCESS;
	if (error != 0)
		sfw_pas_log(&reply->log, "PAS auth: signature verify failed (%d)", error);
	sfw_pas_log(&reply->log, "PAS auth: OEM signature verify failed: %#x", SIGNFW_TEE_SECURITY);
	return sfw_tee_refuse(
		reply, SIGNFW_TEE_SECURITY, "signature",
		error == 0 || error == MBEDTLS_ECP_VERIFY_FAILED
			? "the signature isn't one of this header, metadata and hash table by the leaf's key"
			: "the signature isn't an ECDSA signature in DER form");
}
