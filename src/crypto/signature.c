/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/signature.h"

#include <stdio.h>
#include <string.h>

#include <openssl/params.h>
#include <openssl/rsa.h>

#include "crypto/digest.h"
#include "crypto/ecdsa_form.h"
#include "crypto/key_context.h"
#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

/* The library context of a key; NULL: the default one. */
static OSSL_LIB_CTX *library_of(const struct key_pair *key)
{
	return key->context == NULL ? NULL : key->context->library;
}

/* Which provider verifies; NULL if there is no choice. */
static const char *public_properties(const struct key_pair *key)
{
	return key->context == NULL ? NULL : SFW_PUBLIC_PROPERTIES;
}

static bool set_scheme(EVP_PKEY_CTX *context, enum signature_scheme scheme)
{
	switch (scheme) {
	case SCHEME_RSA_PKCS1:
		return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
	case SCHEME_RSA_PSS:
		return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
		       EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
	case SCHEME_ECDSA:
		return true;
	}
	return false;
}

/* ---- signing ------------------------------------------------------------ */

static enum signfw_status check_key(const struct key_pair *key, const struct signature_algorithm *algorithm,
				    struct signfw_error *err)
{
	if (key->kind != algorithm->key_kind)
		return sfw_fail(err, SIGNFW_E_KEY, "not a key for signatures by %s", algorithm->name);
	if (key->bits < algorithm->key_bits_min)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key of %u bits is too short for signatures by %s, expected %u", key->bits,
				algorithm->name, algorithm->key_bits_min);
	return SIGNFW_OK;
}

/* Names the provider that has the key: OpenSSL would export the key to any provider that can sign. */
static bool begin_signing(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const struct key_pair *key,
			  const struct signature_algorithm *algorithm)
{
	const OSSL_PROVIDER *provider = EVP_PKEY_get0_provider(key->secret);
	const bool is_opened = key->context != NULL && provider != NULL;
	char properties[128] = "";

	if (is_opened)
		snprintf(properties, sizeof(properties), "?provider=%s", OSSL_PROVIDER_get0_name(provider));
	return context != NULL &&
	       EVP_DigestSignInit_ex(context, key_context, sfw_digest_name(algorithm->digest),
				     is_opened ? library_of(key) : NULL, is_opened ? properties : NULL, key->secret,
				     NULL) == 1 &&
	       set_scheme(*key_context, algorithm->scheme);
}

/* Asks for nonces by RFC 6979, which OpenSSL has since 3.2, if the key's provider supports them. */
static bool choose_nonce_by_digest(EVP_PKEY_CTX *context)
{
	/* the headers may be older than the library, and not have the constant */
	static const char name[] = "nonce-type";
	unsigned by_digest = 1;
	const OSSL_PARAM params[] = {OSSL_PARAM_construct_uint(name, &by_digest), OSSL_PARAM_construct_end()};
	const OSSL_PARAM *known = EVP_PKEY_CTX_settable_params(context);

	return known != NULL && OSSL_PARAM_locate_const(known, name) != NULL &&
	       EVP_PKEY_CTX_set_params(context, params) == 1;
}

/* Makes signatures reproducible if possible; fails if that is required and impossible. */
static enum signfw_status choose_nonce(EVP_PKEY_CTX *context, const struct signature_algorithm *algorithm,
				       bool deterministic, struct signfw_error *err)
{
	switch (algorithm->determinism) {
	case DETERMINISTIC_ALWAYS:
		return SIGNFW_OK;
	case DETERMINISTIC_BY_NONCE:
		if (choose_nonce_by_digest(context) || !deterministic)
			return SIGNFW_OK;
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
				"no deterministic ECDSA signature by this key; OpenSSL has them from version 3.2 on");
	case DETERMINISTIC_NEVER:
		break;
	}
	return deterministic ? sfw_fail(err, SIGNFW_E_UNSUPPORTED, "signatures by %s are never deterministic",
					algorithm->name)
			     : SIGNFW_OK;
}

/* Writes what OpenSSL made in the algorithm's form; false if it has an unexpected form or size. */
static bool put_signature(const struct key_pair *key, const struct signature_algorithm *algorithm, struct span made,
			  uint8_t *out, size_t *size)
{
	const size_t size_max = sfw_signature_size(algorithm, key->bits);

	switch (algorithm->form) {
	case FORM_RAW:
		*size = size_max;
		return sfw_ecdsa_from_der(made, size_max / 2, out);
	case FORM_NUMBER:
		if (made.size != size_max)
			return false;
		break;
	case FORM_DER:
		if (made.size > size_max)
			return false;
		break;
	}
	memcpy(out, made.data, made.size);
	*size = made.size;
	return true;
}

enum signfw_status sfw_crypto_sign(const struct key_pair *key, const struct signature_algorithm *algorithm,
				   const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
				   size_t *size, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	CLEANUP(der_cleanup) unsigned char *signature = NULL;
	EVP_PKEY_CTX *key_context = NULL;
	size_t made_size = 0;
	enum signfw_status status = check_key(key, algorithm, err);

	if (status != SIGNFW_OK)
		return status;
	if (!begin_signing(context, &key_context, key, algorithm))
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot sign with this key");
	status = choose_nonce(key_context, algorithm, deterministic, err);
	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < part_count; i++)
		if (EVP_DigestSignUpdate(context, parts[i].data, parts[i].size) != 1)
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot hash what is to be signed");
	if (EVP_DigestSignFinal(context, NULL, &made_size) != 1 || (signature = OPENSSL_malloc(made_size)) == NULL ||
	    EVP_DigestSignFinal(context, signature, &made_size) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot sign");
	if (!put_signature(key, algorithm, (struct span){signature, made_size}, out, size))
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "the signature doesn't have the form it should");
	return SIGNFW_OK;
}

size_t sfw_crypto_other_form(const struct signature_algorithm *algorithm, struct span signature,
			     uint8_t out[SFW_ECDSA_SIZE_MAX])
{
	KEEP_ERROR_QUEUE;
	const size_t field_size = sfw_key_kind(algorithm->key_kind)->field_size;

	switch (algorithm->form) {
	case FORM_RAW:
		return sfw_ecdsa_from_der(signature, field_size, out) ? 2 * field_size : 0;
	case FORM_DER:
		return signature.size == 2 * field_size ? sfw_ecdsa_to_der(signature, out) : 0;
	case FORM_NUMBER:
		break;
	}
	return 0;
}

/* ---- verifying ---------------------------------------------------------- */

/* Whether a signature by the key can have this size. */
static bool has_size(const struct key_pair *key, const struct signature_algorithm *algorithm, size_t size)
{
	const size_t size_max = sfw_signature_size(algorithm, key->bits);

	return algorithm->form == FORM_DER ? size <= size_max : size == size_max;
}

static bool begin_verifying(EVP_MD_CTX *context, const struct key_pair *key,
			    const struct signature_algorithm *algorithm)
{
	EVP_PKEY_CTX *key_context = NULL;

	return context != NULL &&
	       EVP_DigestVerifyInit_ex(context, &key_context, sfw_digest_name(algorithm->digest), library_of(key),
				       public_properties(key), key->public_half, NULL) == 1 &&
	       set_scheme(key_context, algorithm->scheme);
}

enum signfw_status sfw_crypto_verify(const struct key_pair *key, const struct signature_algorithm *algorithm,
				     const struct span *parts, size_t part_count, struct span signature, bool *valid,
				     struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	uint8_t der[SFW_ECDSA_SIZE_MAX];

	*valid = false;
	if (key->kind != algorithm->key_kind || !has_size(key, algorithm, signature.size))
		return SIGNFW_OK;
	if (!begin_verifying(context, key, algorithm))
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot verify with this key");
	for (size_t i = 0; i < part_count; i++)
		if (EVP_DigestVerifyUpdate(context, parts[i].data, parts[i].size) != 1)
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot hash what is signed");
	if (algorithm->form == FORM_RAW) {
		signature.size = sfw_ecdsa_to_der(signature, der);
		signature.data = der;
		if (signature.size == 0)
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot encode the signature");
	}
	/* errors count as invalid, too: a signature that can't be decoded is not valid */
	*valid = EVP_DigestVerifyFinal(context, signature.data, signature.size) == 1;
	return SIGNFW_OK;
}

bool sfw_crypto_recover(const struct key_pair *key, struct span signature, uint8_t *out, size_t *size)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(pkey_ctx_cleanup)
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(library_of(key), key->public_half, public_properties(key));
	CLEANUP(der_cleanup) unsigned char *recovered = OPENSSL_malloc(signature.size);
	size_t recovered_size = signature.size;

	/* OpenSSL needs room for the whole number */
	if (key->kind != KEY_RSA || signature.size != ((size_t)key->bits + 7) / 8 || context == NULL ||
	    recovered == NULL || EVP_PKEY_verify_recover_init(context) != 1 ||
	    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) != 1 ||
	    EVP_PKEY_verify_recover(context, recovered, &recovered_size, signature.data, signature.size) != 1 ||
	    recovered_size > *size)
		return false;
	memcpy(out, recovered, recovered_size);
	*size = recovered_size;
	return true;
}

/* What precedes the digest in a DigestInfo of SHA-256 without NULL parameter; RFC 8017 section 9.2 note 1. */
static const uint8_t digest_info[] = {0x30, 0x2f, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48,
				      0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20};

enum signfw_status sfw_crypto_verify_leniently(const struct key_pair *key, const struct signature_algorithm *algorithm,
					       const struct span *parts, size_t part_count, struct span signature,
					       bool *valid, struct signfw_error *err)
{
	uint8_t expected[sizeof(digest_info) + SIGNFW_SHA256_SIZE], recovered[sizeof(expected)];
	size_t size = sizeof(recovered);
	enum signfw_status status = sfw_crypto_verify(key, algorithm, parts, part_count, signature, valid, err);

	if (status != SIGNFW_OK || *valid || algorithm->scheme != SCHEME_RSA_PKCS1)
		return status;
	memcpy(expected, digest_info, sizeof(digest_info));
	status = sfw_digest(DIGEST_SHA256, parts, part_count, expected + sizeof(digest_info), err);
	if (status != SIGNFW_OK)
		return status;
	*valid = sfw_crypto_recover(key, signature, recovered, &size) && size == sizeof(expected) &&
		 memcmp(recovered, expected, sizeof(expected)) == 0;
	return SIGNFW_OK;
}
