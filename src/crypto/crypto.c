/* SPDX-License-Identifier: BSD-2-Clause */
/* Digests and signatures. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <openssl/params.h>
#include <openssl/rsa.h>

#include "crypto/crypto_openssl.h"

/* What a provider says beside its reason, on one line; nothing if a PIN might be in it. */
static void copy_detail(char *out, size_t capacity, unsigned long error, const char *detail, int flags)
{
	const bool from_provider = ERR_GET_LIB(error) >= ERR_LIB_USER && (flags & ERR_TXT_STRING) != 0;

	snprintf(out, capacity, "%s%s", from_provider && detail[0] != '\0' ? ", " : "", from_provider ? detail : "");
	if (strstr(out, "pin-value") != NULL)
		out[0] = '\0';
	for (char *at = out; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20)
			*at = ' ';
}

enum signfw_status sfw_crypto_fail(struct signfw_error *err, enum signfw_status status, const char *what)
{
	const char *detail = NULL;
	int flags = 0;
	const unsigned long error = ERR_peek_last_error_data(&detail, &flags);
	const char *reason = ERR_SYSTEM_ERROR(error) ? strerror(ERR_GET_REASON(error)) : ERR_reason_error_string(error);
	char more[160];

	if (ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE)
		return sfw_fail_memory(err);
	copy_detail(more, sizeof(more), error, detail, flags);
	return sfw_fail(err, status, "%s%s%s%s", what, reason == NULL ? "" : ": ", reason == NULL ? "" : reason, more);
}

enum signfw_status sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;

	if (EVP_Digest(data.data, data.size, out, NULL, EVP_sha256(), NULL) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot compute SHA-256");
	return SIGNFW_OK;
}

/* Which of several providers checks signatures; NULL: any, of keys that know only one. */
static const char *public_properties(const struct crypto_key *key)
{
	return key->keeper == NULL ? NULL : SFW_PUBLIC_PROPERTIES;
}

/* ---- signatures --------------------------------------------------------- */

/* r || s, of an ECDSA signature in DER form. */
static bool ecdsa_to_raw(struct span der, uint8_t out[SFW_ECDSA_SIZE])
{
	const uint8_t *at = der.data;
	CLEANUP(ecdsa_sig_cleanup)
	ECDSA_SIG *signature = der.size > LONG_MAX ? NULL : d2i_ECDSA_SIG(NULL, &at, (long)der.size);

	return signature != NULL && at == der.data + der.size &&
	       BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, SFW_EC_FIELD_SIZE) > 0 &&
	       BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + SFW_EC_FIELD_SIZE, SFW_EC_FIELD_SIZE) > 0;
}

bool sfw_crypto_signature_from_der(struct span der, uint8_t out[SFW_ECDSA_SIZE])
{
	KEEP_ERROR_QUEUE;

	return ecdsa_to_raw(der, out);
}

/* The way back.  @der: for OPENSSL_free(); returns its size, or 0. */
static size_t ecdsa_from_raw(struct span raw, unsigned char **der)
{
	CLEANUP(ecdsa_sig_cleanup) ECDSA_SIG *signature = ECDSA_SIG_new();
	CLEANUP(bignum_cleanup) BIGNUM *r = BN_bin2bn(raw.data, SFW_EC_FIELD_SIZE, NULL);
	CLEANUP(bignum_cleanup) BIGNUM *s = BN_bin2bn(raw.data + SFW_EC_FIELD_SIZE, SFW_EC_FIELD_SIZE, NULL);

	if (signature == NULL || r == NULL || s == NULL || ECDSA_SIG_set0(signature, r, s) != 1)
		return 0;
	r = NULL;
	s = NULL;
	const int size = i2d_ECDSA_SIG(signature, der);

	return size < 0 ? 0 : (size_t)size;
}

/* Signs where the key is: OpenSSL would take any provider that can sign, and hand the key over, secret or not. */
static int sign_init(EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const struct crypto_key *key)
{
	const OSSL_PROVIDER *provider = EVP_PKEY_get0_provider(key->secret);
	char properties[128];

	if (key->keeper == NULL || provider == NULL)
		return EVP_DigestSignInit_ex(context, key_context, "SHA256", NULL, NULL, key->secret, NULL);
	snprintf(properties, sizeof(properties), "?provider=%s", OSSL_PROVIDER_get0_name(provider));
	return EVP_DigestSignInit_ex(context, key_context, "SHA256", library_of(key), properties, key->secret, NULL);
}

/* Nonces by RFC 6979, from OpenSSL 3.2 on, if the key's provider has them. */
static bool choose_nonce_by_digest(EVP_PKEY_CTX *context)
{
	/* no constant: the headers may be older than the library */
	static const char name[] = "nonce-type";
	unsigned by_digest = 1;
	const OSSL_PARAM params[] = {OSSL_PARAM_construct_uint(name, &by_digest), OSSL_PARAM_construct_end()};
	const OSSL_PARAM *known = EVP_PKEY_CTX_settable_params(context);

	return known != NULL && OSSL_PARAM_locate_const(known, name) != NULL &&
	       EVP_PKEY_CTX_set_params(context, params) == 1;
}

enum signfw_status sfw_crypto_sign(const struct crypto_key *key, const struct span *parts, size_t part_count,
				   bool deterministic, uint8_t *out, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	CLEANUP(der_cleanup) unsigned char *signature = NULL;
	EVP_PKEY_CTX *key_context = NULL;
	size_t size = 0;

	if (context == NULL || sign_init(context, &key_context, key) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot sign with this key");
	if (key->type == SIGNFW_KEY_ECDSA && !choose_nonce_by_digest(key_context) && deterministic)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
				"no deterministic ECDSA signature by this key; OpenSSL has them from version 3.2 on");
	for (size_t i = 0; i < part_count; i++)
		if (EVP_DigestSignUpdate(context, parts[i].data, parts[i].size) != 1)
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot hash what is to be signed");
	if (EVP_DigestSignFinal(context, NULL, &size) != 1 || (signature = OPENSSL_malloc(size)) == NULL ||
	    EVP_DigestSignFinal(context, signature, &size) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot sign");
	if (key->type == SIGNFW_KEY_RSA && size == key->signature_size)
		memcpy(out, signature, size);
	else if (key->type != SIGNFW_KEY_ECDSA || !ecdsa_to_raw((struct span){signature, size}, out))
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "the signature doesn't have the form it should");
	return SIGNFW_OK;
}

enum signfw_status sfw_crypto_verify(const struct crypto_key *key, const struct span *parts, size_t part_count,
				     struct span signature, bool *valid, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	CLEANUP(der_cleanup) unsigned char *der = NULL;

	if (context == NULL || EVP_DigestVerifyInit_ex(context, NULL, "SHA256", library_of(key), public_properties(key),
						       key->public_half, NULL) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot verify with this key");
	for (size_t i = 0; i < part_count; i++)
		if (EVP_DigestVerifyUpdate(context, parts[i].data, parts[i].size) != 1)
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot hash what is signed");
	if (key->type == SIGNFW_KEY_ECDSA) {
		signature.size = ecdsa_from_raw(signature, &der);
		signature.data = der;
		if (signature.size == 0)
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot encode the signature");
	}
	/* anything but 1 is "no": a signature that can't even be decoded is an invalid one */
	*valid = EVP_DigestVerifyFinal(context, signature.data, signature.size) == 1;
	return SIGNFW_OK;
}

/* DigestInfo of SHA-256 without the NULL parameter of its algorithm, up to the digest; RFC 8017 section 9.2 note 1. */
static const uint8_t digest_info[] = {0x30, 0x2f, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48,
				      0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20};

/* What an RSA signature was made of, if that is a DigestInfo without NULL and this digest. */
static bool recovers(const struct crypto_key *key, struct span signature, const uint8_t digest[SIGNFW_SHA256_SIZE])
{
	CLEANUP(pkey_ctx_cleanup)
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(library_of(key), key->public_half, public_properties(key));
	CLEANUP(der_cleanup) unsigned char *recovered = OPENSSL_malloc(key->signature_size);
	size_t size = key->signature_size;

	return context != NULL && recovered != NULL && EVP_PKEY_verify_recover_init(context) == 1 &&
	       EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
	       EVP_PKEY_verify_recover(context, recovered, &size, signature.data, signature.size) == 1 &&
	       size == sizeof(digest_info) + SIGNFW_SHA256_SIZE &&
	       memcmp(recovered, digest_info, sizeof(digest_info)) == 0 &&
	       memcmp(recovered + sizeof(digest_info), digest, SIGNFW_SHA256_SIZE) == 0;
}

enum signfw_status sfw_crypto_verify_leniently(const struct crypto_key *key, const struct span *parts,
					       size_t part_count, struct span signature, bool *valid,
					       struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	const enum signfw_status status = sfw_crypto_verify(key, parts, part_count, signature, valid, err);

	if (status != SIGNFW_OK || *valid || key->type != SIGNFW_KEY_RSA)
		return status;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	uint8_t digest[SIGNFW_SHA256_SIZE];
	bool hashed = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;

	for (size_t i = 0; i < part_count && hashed; i++)
		hashed = EVP_DigestUpdate(context, parts[i].data, parts[i].size) == 1;
	if (!hashed || EVP_DigestFinal_ex(context, digest, NULL) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot hash what is signed");
	*valid = recovers(key, signature, digest);
	return SIGNFW_OK;
}
