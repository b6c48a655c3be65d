/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/plain_key.h"

#include <string.h>

#include <openssl/asn1.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "crypto/key_context.h"
#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

DEFINE_CLEANUP(params_cleanup, OSSL_PARAM, OSSL_PARAM_free)

/* ---- DER --------------------------------------------------------------------- */

enum identifier {
	DER_INTEGER = 0x02,
	DER_BIT_STRING = 0x03,
	DER_OCTET_STRING = 0x04,
	DER_SEQUENCE = 0x30,
	DER_CONTEXT_1 = 0xa1
};

/* Takes the next element off the DER, if it is of this type. */
static bool take(struct span *der, enum identifier type, struct span *content)
{
	const unsigned char *at = der->data;
	long size;
	int tag, class;

	/* 0x80: it is damaged; 1: it doesn't say its length */
	if (der->size == 0 || der->data[0] != type ||
	    (ASN1_get_object(&at, &size, &tag, &class, (long)der->size) & 0x81) != 0)
		return false;
	*content = (struct span){at, (size_t)size};
	*der = (struct span){at + size, der->size - (size_t)(at - der->data) - (size_t)size};
	return true;
}

/* Whether the DER is one element of this type, and nothing else. */
static bool is_one(struct span der, enum identifier type, struct span *content)
{
	return take(&der, type, content) && der.size == 0;
}

/* Takes these bytes off the DER, if they come next. */
static bool take_bytes(struct span *der, struct span bytes)
{
	if (der->size < bytes.size || memcmp(der->data, bytes.data, bytes.size) != 0)
		return false;
	*der = (struct span){der->data + bytes.size, der->size - bytes.size};
	return true;
}

static bool take_version(struct span *der, uint8_t version)
{
	const uint8_t element[] = {DER_INTEGER, 1, version};

	return take_bytes(der, (struct span){element, sizeof(element)});
}

static bool take_algorithm(struct span *der, enum key_kind *kind)
{
	for (*kind = 0; *kind < KEY_KIND_COUNT; ++*kind)
		if (take_bytes(der, sfw_public_key_algorithm(*kind)))
			return true;
	return false;
}

/* The content of a bit string without a part of a byte. */
static bool is_bytes(struct span der, struct span *content)
{
	static const uint8_t unused_bits[] = {0};

	return is_one(der, DER_BIT_STRING, content) &&
	       take_bytes(content, (struct span){unused_bits, sizeof(unused_bits)});
}

/* ---- keys -------------------------------------------------------------------- */

/* What a key is made of. */
struct parts {
	OSSL_PARAM_BLD *builder;
	BIGNUM *numbers[8]; /* the builder refers to them */
	size_t number_count;
};

static void parts_cleanup(struct parts *parts)
{
	OSSL_PARAM_BLD_free(parts->builder);
	while (parts->number_count > 0)
		BN_clear_free(parts->numbers[--parts->number_count]);
}

/* Adds a number that may be secret: what is copied of it is wiped. */
static bool add_number(struct parts *parts, const char *name, struct span bytes)
{
	BIGNUM *number = BN_secure_new();

	if (number == NULL)
		return false;
	parts->numbers[parts->number_count++] = number;
	return BN_bin2bn(bytes.data, (int)bytes.size, number) != NULL &&
	       OSSL_PARAM_BLD_push_BN(parts->builder, name, number) == 1;
}

static EVP_PKEY *make_key(const struct parts *parts, const char *type, bool is_private)
{
	CLEANUP(params_cleanup) OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(parts->builder);
	CLEANUP(pkey_ctx_cleanup)
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, SFW_PUBLIC_PROPERTIES);
	EVP_PKEY *key = NULL;

	if (params == NULL || context == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
	    EVP_PKEY_fromdata(context, &key, is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1)
		return NULL;
	return key;
}

/* The numbers of an RSAPrivateKey (RFC 8017, appendix A.1), of which an RSAPublicKey has the first two. */
static const char *const rsa_numbers[] = {
	OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,
	OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
	OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
	OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
};

static EVP_PKEY *read_rsa(struct span numbers, size_t count)
{
	CLEANUP(parts_cleanup) struct parts parts = {.builder = OSSL_PARAM_BLD_new()};
	struct span number;

	if (parts.builder == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!take(&numbers, DER_INTEGER, &number) || number.size == 0 || number.data[0] >= 0x80 ||
		    !add_number(&parts, rsa_numbers[i], number))
			return NULL;
	return numbers.size == 0 ? make_key(&parts, "RSA", count > 2) : NULL;
}

/* @secret: without data, for a public key */
static EVP_PKEY *make_ec(enum key_kind kind, struct span point, struct span secret)
{
	CLEANUP(parts_cleanup) struct parts parts = {.builder = OSSL_PARAM_BLD_new()};
	const char *curve = sfw_key_kind(kind)->curve;

	if (parts.builder == NULL || point.size != 1 + 2 * sfw_key_kind(kind)->field_size ||
	    OSSL_PARAM_BLD_push_utf8_string(parts.builder, OSSL_PKEY_PARAM_GROUP_NAME, curve, 0) != 1 ||
	    OSSL_PARAM_BLD_push_octet_string(parts.builder, OSSL_PKEY_PARAM_PUB_KEY, point.data, point.size) != 1 ||
	    (secret.data != NULL && !add_number(&parts, OSSL_PKEY_PARAM_PRIV_KEY, secret)))
		return NULL;
	return make_key(&parts, "EC", secret.data != NULL);
}

/* Reads a SubjectPublicKeyInfo: RFC 5280, 3279 and 5480. */
static EVP_PKEY *read_public(struct span der)
{
	struct span info, key, numbers;
	enum key_kind kind;

	if (!is_one(der, DER_SEQUENCE, &info) || !take_algorithm(&info, &kind) || !is_bytes(info, &key))
		return NULL;
	if (kind != KEY_RSA)
		return make_ec(kind, key, (struct span){0});
	return is_one(key, DER_SEQUENCE, &numbers) ? read_rsa(numbers, 2) : NULL;
}

/* Reads an ECPrivateKey with its public half, and without the curve, which is known: RFC 5915. */
static EVP_PKEY *read_private_ec(enum key_kind kind, struct span key)
{
	struct span secret, public_half, point;

	if (!take_version(&key, 1) || !take(&key, DER_OCTET_STRING, &secret) ||
	    secret.size != sfw_key_kind(kind)->field_size || !is_one(key, DER_CONTEXT_1, &public_half) ||
	    !is_bytes(public_half, &point))
		return NULL;
	return make_ec(kind, point, secret);
}

/* Reads a PrivateKeyInfo without attributes: RFC 5208. */
static EVP_PKEY *read_private(struct span der)
{
	struct span info, content, key;
	enum key_kind kind;

	if (!is_one(der, DER_SEQUENCE, &info) || !take_version(&info, 0) || !take_algorithm(&info, &kind) ||
	    !is_one(info, DER_OCTET_STRING, &content) || !is_one(content, DER_SEQUENCE, &key))
		return NULL;
	if (kind != KEY_RSA)
		return read_private_ec(kind, key);
	return take_version(&key, 0) ? read_rsa(key, sizeof(rsa_numbers) / sizeof(rsa_numbers[0])) : NULL;
}

/* ---- files ------------------------------------------------------------------- */

/* Reads the file's only block, which isn't encrypted. */
static bool read_block(struct pem_block *out, struct span file)
{
	/* in DER, or with something in front */
	if (file.size == 0 || file.data[0] != '-')
		return false;
	CLEANUP(bio_cleanup) BIO *bio = BIO_new_mem_buf(file.data, (int)file.size);

	return bio != NULL && PEM_read_bio(bio, &out->name, &out->header, &out->data, &out->size) == 1 &&
	       BIO_ctrl_pending(bio) == 0 && out->header[0] == '\0';
}

bool sfw_plain_key_read(struct key_pair *key, struct span file)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(pem_block_cleanup) struct pem_block block = {0};

	if (!read_block(&block, file))
		return false;
	const struct span der = {block.data, (size_t)block.size};

	key->is_private = strcmp(block.name, PEM_STRING_PKCS8INF) == 0;
	if (key->is_private)
		key->secret = read_private(der);
	else if (strcmp(block.name, PEM_STRING_PUBLIC) == 0)
		key->secret = read_public(der);
	return key->secret != NULL;
}
