/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/pkcs11_public_key.h"

#include <stdio.h>

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>
#include <p11-kit/pkcs11.h>

#include "base/error.h"
#include "crypto/openssl_scopes.h"

/* OpenSSL takes 16384 bits at most. */
#define MODULUS_MAX_SIZE 2048

#define CERTIFICATE_MAX_SIZE 65536

/* Both coordinates on a curve of 521 bits, and the bytes in front of them. */
#define POINT_MAX_SIZE 160

DEFINE_CLEANUP(builder_cleanup, OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)
DEFINE_CLEANUP(params_cleanup, OSSL_PARAM, OSSL_PARAM_free)
DEFINE_CLEANUP(certificate_cleanup, X509, X509_free)
DEFINE_CLEANUP(object_cleanup, ASN1_OBJECT, ASN1_OBJECT_free)
DEFINE_CLEANUP(octets_cleanup, ASN1_OCTET_STRING, ASN1_OCTET_STRING_free)

/* Makes a public key of numbers that have OpenSSL's names; NULL if they are not a key. */
static EVP_PKEY *make_key(const char *type, OSSL_PARAM *numbers)
{
	CLEANUP(pkey_ctx_cleanup) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *key = NULL;

	if (context != NULL && numbers != NULL && EVP_PKEY_fromdata_init(context) == 1)
		EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, numbers);
	return key;
}

static EVP_PKEY *rsa_key(const struct pkcs11_token *token)
{
	uint8_t modulus[MODULUS_MAX_SIZE], exponent[MODULUS_MAX_SIZE];
	const size_t modulus_size = sfw_token_read(token, CKA_MODULUS, modulus, sizeof(modulus));
	const size_t exponent_size = sfw_token_read(token, CKA_PUBLIC_EXPONENT, exponent, sizeof(exponent));
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

/* The name of the curve in CKA_EC_PARAMS; NULL if it is not a named curve that OpenSSL knows. */
static const char *curve_of(const struct pkcs11_token *token)
{
	uint8_t der[64];
	const unsigned char *at = der;
	const size_t size = sfw_token_read(token, CKA_EC_PARAMS, der, sizeof(der));
	CLEANUP(object_cleanup) ASN1_OBJECT *name = d2i_ASN1_OBJECT(NULL, &at, (long)size);

	return name == NULL ? NULL : OBJ_nid2sn(OBJ_obj2nid(name));
}

static EVP_PKEY *ec_key(const struct pkcs11_token *token)
{
	uint8_t der[POINT_MAX_SIZE];
	const unsigned char *at = der;
	const size_t size = sfw_token_read(token, CKA_EC_POINT, der, sizeof(der));
	CLEANUP(octets_cleanup) ASN1_OCTET_STRING *point = d2i_ASN1_OCTET_STRING(NULL, &at, (long)size);
	const char *name = curve_of(token);
	char curve[64];

	if (point == NULL || name == NULL)
		return NULL;
	snprintf(curve, sizeof(curve), "%s", name);
	OSSL_PARAM numbers[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point->data, (size_t)point->length),
		OSSL_PARAM_construct_end(),
	};

	return make_key("EC", numbers);
}

static EVP_PKEY *certified_key(const struct pkcs11_token *token)
{
	CLEANUP(der_cleanup) unsigned char *der = OPENSSL_malloc(CERTIFICATE_MAX_SIZE);

	if (der == NULL)
		return NULL;
	const size_t size = sfw_token_read(token, CKA_VALUE, der, CERTIFICATE_MAX_SIZE);
	const unsigned char *at = der;
	CLEANUP(certificate_cleanup) X509 *certificate = d2i_X509(NULL, &at, (long)size);

	return certificate == NULL ? NULL : X509_get_pubkey(certificate);
}

enum signfw_status sfw_token_public_key(const struct pkcs11_token *token, EVP_PKEY **out, struct signfw_error *err)
{
	CK_KEY_TYPE type = CKK_RSA;
	EVP_PKEY *key;

	if (sfw_token_kind(token) == TOKEN_CERTIFICATE)
		key = certified_key(token);
	else if (sfw_token_read(token, CKA_KEY_TYPE, (uint8_t *)&type, sizeof(type)) != 0 && type == CKK_EC)
		key = ec_key(token);
	else
		key = rsa_key(token);
	if (key == NULL)
		return sfw_fail(err, SIGNFW_E_KEY, "the token's public key can't be read");
	*out = key;
	return SIGNFW_OK;
}
