/* SPDX-License-Identifier: BSD-2-Clause */
/* The public parts of a key that was loaded. */
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/x509.h>

#include "crypto/crypto_openssl.h"

_Static_assert(SIGNFW_EC_POINT_SIZE == 2 * SFW_EC_FIELD_SIZE, "X || Y");

/* SubjectPublicKeyInfo of a P-256 key up to X and Y, which are not compressed; RFC 5480 section 2. */
static const uint8_t ec_head[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
				  0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};

static BIGNUM *number_of(const struct crypto_key *key, const char *name)
{
	BIGNUM *number = NULL;

	return EVP_PKEY_get_bn_param(key->public_half, name, &number) == 1 ? number : NULL;
}

static bool read_rsa(struct crypto_key *key)
{
	CLEANUP(bignum_cleanup) BIGNUM *modulus = number_of(key, OSSL_PKEY_PARAM_RSA_N);
	CLEANUP(bignum_cleanup) BIGNUM *exponent = number_of(key, OSSL_PKEY_PARAM_RSA_E);
	CLEANUP(der_cleanup) unsigned char *der = NULL;
	const int der_size = i2d_PUBKEY(key->public_half, &der);

	if (modulus == NULL || exponent == NULL || der_size <= 0)
		return false;
	const size_t spki_size = (size_t)der_size;
	const size_t modulus_size = (size_t)BN_num_bytes(modulus);
	const size_t exponent_size = (size_t)BN_num_bytes(exponent);
	uint8_t *bytes = OPENSSL_malloc(spki_size + modulus_size + exponent_size);

	if (bytes == NULL)
		return false;
	memcpy(bytes, der, spki_size);
	BN_bn2bin(modulus, bytes + spki_size);
	BN_bn2bin(exponent, bytes + spki_size + modulus_size);
	key->public_bytes = bytes;
	key->parts = (struct signfw_key_parts){
		.spki = bytes,
		.spki_size = spki_size,
		.modulus = bytes + spki_size,
		.modulus_size = modulus_size,
		.exponent = bytes + spki_size + modulus_size,
		.exponent_size = exponent_size,
	};
	return true;
}

/* OpenSSL would encode the key as it was in its file: the point compressed, or the curve written out. */
static bool read_ec(struct crypto_key *key)
{
	CLEANUP(bignum_cleanup) BIGNUM *x = number_of(key, OSSL_PKEY_PARAM_EC_PUB_X);
	CLEANUP(bignum_cleanup) BIGNUM *y = number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y);
	const size_t size = sizeof(ec_head) + SIGNFW_EC_POINT_SIZE;
	CLEANUP(der_cleanup) unsigned char *bytes = OPENSSL_malloc(size);

	if (x == NULL || y == NULL || bytes == NULL)
		return false;
	memcpy(bytes, ec_head, sizeof(ec_head));
	if (BN_bn2binpad(x, bytes + sizeof(ec_head), SFW_EC_FIELD_SIZE) < 0 ||
	    BN_bn2binpad(y, bytes + sizeof(ec_head) + SFW_EC_FIELD_SIZE, SFW_EC_FIELD_SIZE) < 0)
		return false;
	key->parts = (struct signfw_key_parts){.spki = bytes, .spki_size = size, .point = bytes + sizeof(ec_head)};
	key->public_bytes = bytes;
	bytes = NULL;
	return true;
}

enum signfw_status sfw_crypto_read_public(struct crypto_key *key, struct signfw_error *err)
{
	if (key->type == SIGNFW_KEY_RSA ? read_rsa(key) : read_ec(key))
		return SIGNFW_OK;
	return sfw_crypto_fail(err, SIGNFW_E_KEY, "cannot read the public key");
}
