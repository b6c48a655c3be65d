/* SPDX-License-Identifier: BSD-2-Clause */
/* Public keys out of PKCS#11 objects; the engine isn't needed for them. */
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>
#include <p11-kit/pkcs11.h>

#include "crypto_token.h"

/* Of a modulus of 16384 bits, which is as much as OpenSSL takes. */
#define MODULUS_MAX_SIZE 2048

#define CERTIFICATE_MAX_SIZE 65536

/* 04 || X || Y */
#define POINT_SIZE (1 + 2 * SFW_EC_FIELD_SIZE)

/* CKA_EC_PARAMS of P-256: its name, in DER; RFC 5480 section 2.1.1.1. */
static const uint8_t p256_params[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};

/* In front of the point in CKA_EC_POINT: the head of an OCTET STRING.  Some modules leave it out. */
static const uint8_t point_head[] = {0x04, POINT_SIZE};

DEFINE_CLEANUP(builder_cleanup, OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)
DEFINE_CLEANUP(params_cleanup, OSSL_PARAM, OSSL_PARAM_free)
DEFINE_CLEANUP(certificate_cleanup, X509, X509_free)

/* A public key of this type, of numbers by OpenSSL's names for them; NULL if they make none. */
static EVP_PKEY *make_key(const char *type, OSSL_PARAM *numbers)
{
	CLEANUP(pkey_ctx_cleanup) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *key = NULL;

	if (context != NULL && numbers != NULL && EVP_PKEY_fromdata_init(context) == 1)
		EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, numbers);
	return key;
}

static EVP_PKEY *rsa_key(const struct crypto_token *token)
{
	uint8_t modulus[MODULUS_MAX_SIZE], exponent[MODULUS_MAX_SIZE];
	const size_t modulus_size = sfw_crypto_token_read(token, CKA_MODULUS, modulus, sizeof(modulus));
	const size_t exponent_size = sfw_crypto_token_read(token, CKA_PUBLIC_EXPONENT, exponent, sizeof(exponent));
	CLEANUP(bignum_cleanup) BIGNUM *n = BN_bin2bn(modulus, (int)modulus_size, NULL);
	CLEANUP(bignum_cleanup) BIGNUM *e = BN_bin2bn(exponent, (int)exponent_size, NULL);
	CLEANUP(builder_cleanup) OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();

	if (n == NULL || e == NULL || builder == NULL ||
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) != 1 ||
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) != 1)
		return NULL;
	CLEANUP(params_cleanup) OSSL_PARAM *numbers = OSSL_PARAM_BLD_to_param(builder);

	return make_key("RSA", numbers);
}

/* A key on P-256; NULL if it is on another curve. */
static EVP_PKEY *ec_key(const struct crypto_token *token)
{
	char curve[] = SN_X9_62_prime256v1;
	uint8_t params[sizeof(p256_params)], bytes[sizeof(point_head) + POINT_SIZE];
	const size_t params_size = sfw_crypto_token_read(token, CKA_EC_PARAMS, params, sizeof(params));
	const size_t size = sfw_crypto_token_read(token, CKA_EC_POINT, bytes, sizeof(bytes));
	uint8_t *point = size == sizeof(bytes) && memcmp(bytes, point_head, sizeof(point_head)) == 0
				 ? bytes + sizeof(point_head)
				 : bytes;

	if (params_size != sizeof(p256_params) || memcmp(params, p256_params, sizeof(p256_params)) != 0 ||
	    size < (size_t)(point - bytes) + POINT_SIZE)
		return NULL;
	OSSL_PARAM numbers[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, POINT_SIZE),
		OSSL_PARAM_construct_end(),
	};

	return make_key("EC", numbers);
}

static EVP_PKEY *certified_key(const struct crypto_token *token)
{
	CLEANUP(der_cleanup) unsigned char *der = OPENSSL_malloc(CERTIFICATE_MAX_SIZE);

	if (der == NULL)
		return NULL;
	const size_t size = sfw_crypto_token_read(token, CKA_VALUE, der, CERTIFICATE_MAX_SIZE);
	const unsigned char *at = der;
	CLEANUP(certificate_cleanup) X509 *certificate = d2i_X509(NULL, &at, (long)size);

	return certificate == NULL ? NULL : X509_get_pubkey(certificate);
}

enum signfw_status sfw_crypto_token_public_key(const struct crypto_token *token, void **out, struct signfw_error *err)
{
	CK_KEY_TYPE type = CKK_RSA;
	EVP_PKEY *key;

	if (sfw_crypto_token_kind(token) == TOKEN_CERTIFICATE)
		key = certified_key(token);
	else if (sfw_crypto_token_read(token, CKA_KEY_TYPE, (uint8_t *)&type, sizeof(type)) != 0 && type == CKK_EC)
		key = ec_key(token);
	else
		key = rsa_key(token);
	if (key == NULL)
		return sfw_crypto_fail(err, SIGNFW_E_KEY,
				       "the token's public key isn't one of RSA, on P-256, or in a certificate");
	*out = key;
	return SIGNFW_OK;
}
