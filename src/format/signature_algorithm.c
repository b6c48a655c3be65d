/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/signature_algorithm.h"

static const struct key_kind_row key_kinds[] = {
	[KEY_RSA] = {SIGNFW_KEY_RSA, NULL, 0},
	[KEY_EC_P256] = {SIGNFW_KEY_ECDSA, "P-256", 32},
	[KEY_EC_P384] = {SIGNFW_KEY_ECDSA, "P-384", 48},
};

_Static_assert(sizeof(key_kinds) / sizeof(key_kinds[0]) == KEY_KIND_COUNT, "a row for each kind of key");

/*
 * Shortest RSA keys, RFC 8017: PKCS#1 v1.5 (section 9.2) adds 11 bytes and 19 of
 * a DigestInfo to the digest; PSS (section 9.1.1) adds 2 bytes and a salt, and
 * doesn't use the highest bit of the modulus.  OpenSSL makes none below 512 bits.
 */
static const struct signature_algorithm algorithms[] = {
	[ALGORITHM_RSA_PKCS1_SHA256] = {"rsa-pkcs1-sha256", 1, KEY_RSA, DIGEST_SHA256, SCHEME_RSA_PKCS1, FORM_NUMBER,
					DETERMINISTIC_ALWAYS, 512},
	[ALGORITHM_RSA_PKCS1_SHA384] = {"rsa-pkcs1-sha384", 0, KEY_RSA, DIGEST_SHA384, SCHEME_RSA_PKCS1, FORM_NUMBER,
					DETERMINISTIC_ALWAYS, 617},
	[ALGORITHM_RSA_PSS_SHA256] = {"rsa-pss-sha256", 0, KEY_RSA, DIGEST_SHA256, SCHEME_RSA_PSS, FORM_NUMBER,
				      DETERMINISTIC_NEVER, 522},
	[ALGORITHM_RSA_PSS_SHA384] = {"rsa-pss-sha384", 0, KEY_RSA, DIGEST_SHA384, SCHEME_RSA_PSS, FORM_NUMBER,
				      DETERMINISTIC_NEVER, 778},
	[ALGORITHM_ECDSA_P256_SHA256] = {"ecdsa-p256-sha256", 2, KEY_EC_P256, DIGEST_SHA256, SCHEME_ECDSA, FORM_RAW,
					 DETERMINISTIC_BY_NONCE, 256},
	[ALGORITHM_ECDSA_P384_SHA384] = {"ecdsa-p384-sha384", 0, KEY_EC_P384, DIGEST_SHA384, SCHEME_ECDSA, FORM_DER,
					 DETERMINISTIC_BY_NONCE, 384},
};

_Static_assert(sizeof(algorithms) / sizeof(algorithms[0]) == ALGORITHM_COUNT, "a row for each algorithm");

_Static_assert(SIGNFW_DIGEST_SIZE_MAX >= SFW_SHA384_SIZE, "room for every digest");

size_t sfw_digest_size(enum digest_algorithm digest)
{
	switch (digest) {
	case DIGEST_SHA256:
		return SIGNFW_SHA256_SIZE;
	case DIGEST_SHA384:
		return SFW_SHA384_SIZE;
	}
	return 0;
}

const struct key_kind_row *sfw_key_kind(enum key_kind kind)
{
	return &key_kinds[kind];
}

const struct signature_algorithm *sfw_algorithm(enum algorithm_id id)
{
	return &algorithms[id];
}

const struct signature_algorithm *sfw_algorithm_of_sign_type(uint32_t sign_type)
{
	for (size_t i = 0; i < ALGORITHM_COUNT; i++)
		if (sign_type != 0 && algorithms[i].sign_type == sign_type)
			return &algorithms[i];
	return NULL;
}

const struct signature_algorithm *sfw_algorithm_of_key(enum key_kind kind)
{
	for (size_t i = 0; i < ALGORITHM_COUNT; i++)
		if (algorithms[i].sign_type != 0 && algorithms[i].key_kind == kind)
			return &algorithms[i];
	return NULL;
}

/* A SEQUENCE of two INTEGERs, each of which may need a zero in front; all lengths are below 128. */
static size_t der_size(size_t field_size)
{
	return 2 + 2 * (2 + 1 + field_size);
}

_Static_assert(2 * (2 + 1 + SFW_FIELD_SIZE_MAX) < 128, "lengths in DER take one byte");

size_t sfw_signature_size(const struct signature_algorithm *algorithm, unsigned key_bits)
{
	const size_t field_size = key_kinds[algorithm->key_kind].field_size;

	switch (algorithm->form) {
	case FORM_NUMBER:
		return ((size_t)key_bits + 7) / 8;
	case FORM_RAW:
		return 2 * field_size;
	case FORM_DER:
		return der_size(field_size);
	}
	return 0;
}
