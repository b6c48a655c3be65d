/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/public_key.h"

#include <string.h>

#include <openssl/core_names.h>
#include <openssl/x509.h>

#include "base/bytes.h"
#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

/* What precedes X and Y in a SubjectPublicKeyInfo with named curve and uncompressed point; RFC 5480 section 2. */
static const uint8_t p256_head[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
				    0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
static const uint8_t p384_head[] = {0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
				    0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00, 0x04};

static struct span head_of(enum key_kind kind)
{
	switch (kind) {
	case KEY_EC_P256:
		return (struct span){p256_head, sizeof(p256_head)};
	case KEY_EC_P384:
		return (struct span){p384_head, sizeof(p384_head)};
	case KEY_RSA:
	case KEY_KIND_COUNT:
		break;
	}
	return (struct span){NULL, 0};
}

static BIGNUM *number_of(const EVP_PKEY *key, const char *name)
{
	BIGNUM *number = NULL;

	return EVP_PKEY_get_bn_param(key, name, &number) == 1 ? number : NULL;
}

/* The algorithm of a SubjectPublicKeyInfo with an RSA key; RFC 3279 section 2.3.1. */
static const uint8_t rsa_algorithm[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
					0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};

/* Sizes of what a SubjectPublicKeyInfo with an RSA key is made of, in the order of nesting. */
struct rsa_sizes {
	int modulus, exponent; /* the numbers, with a zero in front where they would be negative */
	int key;               /* both of them */
	int string;            /* that, in a sequence, behind the number of unused bits */
	int info;              /* that, as a bit string, behind the algorithm */
};

static int number_size(const BIGNUM *number)
{
	return BN_num_bits(number) / 8 + 1;
}

static struct rsa_sizes rsa_sizes_of(const BIGNUM *modulus, const BIGNUM *exponent)
{
	struct rsa_sizes sizes = {.modulus = number_size(modulus), .exponent = number_size(exponent)};

	sizes.key = ASN1_object_size(0, sizes.modulus, V_ASN1_INTEGER) +
		    ASN1_object_size(0, sizes.exponent, V_ASN1_INTEGER);
	sizes.string = 1 + ASN1_object_size(1, sizes.key, V_ASN1_SEQUENCE);
	sizes.info = (int)sizeof(rsa_algorithm) + ASN1_object_size(0, sizes.string, V_ASN1_BIT_STRING);
	return sizes;
}

/* Returns where the number is, without the zero. */
static const uint8_t *put_number(unsigned char **at, const BIGNUM *number, int size)
{
	ASN1_put_object(at, 0, size, V_ASN1_INTEGER, V_ASN1_UNIVERSAL);
	BN_bn2binpad(number, *at, size);
	*at += size;
	return *at - BN_num_bytes(number);
}

/* OpenSSL would encode it, too, but first it goes through all its encoders: that costs as much as verifying. */
static bool encode_rsa(struct public_key *out, const BIGNUM *modulus, const BIGNUM *exponent)
{
	const struct rsa_sizes sizes = rsa_sizes_of(modulus, exponent);
	const size_t spki_size = (size_t)ASN1_object_size(1, sizes.info, V_ASN1_SEQUENCE);
	unsigned char *bytes = OPENSSL_malloc(spki_size), *at = bytes;

	if (bytes == NULL)
		return false;
	ASN1_put_object(&at, 1, sizes.info, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
	memcpy(at, rsa_algorithm, sizeof(rsa_algorithm));
	at += sizeof(rsa_algorithm);
	ASN1_put_object(&at, 0, sizes.string, V_ASN1_BIT_STRING, V_ASN1_UNIVERSAL);
	*at++ = 0;
	ASN1_put_object(&at, 1, sizes.key, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
	out->bytes = bytes;
	out->parts = (struct signfw_key_parts){
		.spki = bytes,
		.spki_size = spki_size,
		.modulus = put_number(&at, modulus, sizes.modulus),
		.modulus_size = (size_t)BN_num_bytes(modulus),
	};
	out->parts.exponent = put_number(&at, exponent, sizes.exponent);
	out->parts.exponent_size = (size_t)BN_num_bytes(exponent);
	return true;
}

static bool read_rsa(struct public_key *out, const EVP_PKEY *key)
{
	CLEANUP(bignum_cleanup) BIGNUM *modulus = number_of(key, OSSL_PKEY_PARAM_RSA_N);
	CLEANUP(bignum_cleanup) BIGNUM *exponent = number_of(key, OSSL_PKEY_PARAM_RSA_E);

	return modulus != NULL && exponent != NULL && encode_rsa(out, modulus, exponent);
}

bool sfw_public_key_of_numbers(struct public_key *out, struct span modulus, uint32_t exponent)
{
	CLEANUP(bignum_cleanup) BIGNUM *first = BN_bin2bn(modulus.data, (int)modulus.size, NULL);
	CLEANUP(bignum_cleanup) BIGNUM *second = BN_new();

	return first != NULL && second != NULL && BN_set_word(second, exponent) == 1 && encode_rsa(out, first, second);
}

/* Doesn't let OpenSSL encode the key, which keeps compressed points and explicit curves of its file. */
static bool read_ec(struct public_key *out, const EVP_PKEY *key, enum key_kind kind)
{
	CLEANUP(bignum_cleanup) BIGNUM *x = number_of(key, OSSL_PKEY_PARAM_EC_PUB_X);
	CLEANUP(bignum_cleanup) BIGNUM *y = number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y);
	const struct span head = head_of(kind);
	const int field_size = (int)sfw_key_kind(kind)->field_size;
	const size_t point_size = 2 * (size_t)field_size;
	CLEANUP(der_cleanup) unsigned char *bytes = OPENSSL_malloc(head.size + point_size);

	if (x == NULL || y == NULL || bytes == NULL || head.data == NULL)
		return false;
	memcpy(bytes, head.data, head.size);
	if (BN_bn2binpad(x, bytes + head.size, field_size) < 0 ||
	    BN_bn2binpad(y, bytes + head.size + field_size, field_size) < 0)
		return false;
	out->parts = (struct signfw_key_parts){
		.spki = bytes,
		.spki_size = head.size + point_size,
		.point = bytes + head.size,
		.point_size = point_size,
	};
	out->bytes = bytes;
	bytes = NULL;
	return true;
}

enum signfw_status sfw_public_key_read(struct public_key *out, const EVP_PKEY *key, enum key_kind kind,
				       struct signfw_error *err)
{
	if (sfw_key_kind(kind)->field_size > 0 ? read_ec(out, key, kind) : read_rsa(out, key))
		return SIGNFW_OK;
	return sfw_crypto_fail(err, SIGNFW_E_KEY, "cannot read the public key");
}

void sfw_public_key_free(struct public_key *key)
{
	OPENSSL_free(key->bytes);
	*key = (struct public_key){0};
}
