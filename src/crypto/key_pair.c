/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_pair.h"

#include <string.h>

#include <openssl/evp.h>
#include <openssl/obj_mac.h>

#include "crypto/key_context.h"
#include "crypto/openssl_errors.h"

static enum signfw_status examine_rsa(struct key_pair *key, struct signfw_error *err)
{
	if (key->bits < sfw_algorithm_of_key(KEY_RSA)->key_bits_min)
		return sfw_fail(err, SIGNFW_E_KEY, "an RSA key of %u bits is too short to sign with", key->bits);
	key->kind = KEY_RSA;
	return SIGNFW_OK;
}

/* Curves by their NIST names, for messages; other curves have OpenSSL's names there. */
static const struct {
	const char *group, *name;
	enum key_kind kind; /* KEY_KIND_COUNT: no container is signed with it */
} curves[] = {
	{SN_X9_62_prime256v1, "P-256", KEY_EC_P256},
	{SN_secp384r1, "P-384", KEY_EC_P384},
	{SN_secp521r1, "P-521", KEY_KIND_COUNT},
};

#define CURVE_COUNT (sizeof(curves) / sizeof(curves[0]))

/* @any: whether keys of other containers than OP-TEE's are accepted */
static enum signfw_status fail_curve(const char *curve, bool any, struct signfw_error *err)
{
	return sfw_fail(err, SIGNFW_E_KEY, "an EC key on %s; %s only", curve,
			any ? "containers have P-256 and P-384" : "the format has P-256");
}

static enum signfw_status examine_ec(struct key_pair *key, bool any, struct signfw_error *err)
{
	char group[80] = "an unnamed curve";
	size_t i = 0;

	EVP_PKEY_get_group_name(key->public_half, group, sizeof(group), NULL);
	while (i < CURVE_COUNT && strcmp(curves[i].group, group) != 0)
		i++;
	if (i == CURVE_COUNT || curves[i].kind == KEY_KIND_COUNT)
		return fail_curve(i == CURVE_COUNT ? group : curves[i].name, any, err);
	key->kind = curves[i].kind;
	return SIGNFW_OK;
}

/* Fills in kind and bits; fails if no container is signed with such a key. */
static enum signfw_status examine_kind(struct key_pair *key, bool any, struct signfw_error *err)
{
	const char *name = EVP_PKEY_get0_type_name(key->public_half);
	const int bits = EVP_PKEY_get_bits(key->public_half);

	key->bits = bits < 0 ? 0 : (unsigned)bits;
	if (EVP_PKEY_is_a(key->public_half, "RSA"))
		return examine_rsa(key, err);
	if (EVP_PKEY_is_a(key->public_half, "EC"))
		return examine_ec(key, any, err);
	if (EVP_PKEY_is_a(key->public_half, "RSA-PSS"))
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key restricted to PSS; the format has PKCS#1 v1.5 signatures only");
	return sfw_fail(err, SIGNFW_E_KEY, "a key of type %s; %s only", name == NULL ? "?" : name,
			any ? "containers have RSA, ECDSA P-256 and ECDSA P-384"
			    : "the format has RSA and ECDSA P-256");
}

enum signfw_status sfw_key_pair_algorithm(const struct key_pair *key, const struct signature_algorithm **out,
					  struct signfw_error *err)
{
	const struct signature_algorithm *algorithm = sfw_algorithm_of_key(key->kind);

	if (algorithm == NULL)
		return fail_curve(sfw_key_kind(key->kind)->curve, false, err);
	*out = algorithm;
	return SIGNFW_OK;
}

enum signfw_status sfw_key_pair_examine(struct key_pair *key, const struct signfw_key_options *options,
					struct signfw_error *err)
{
	const bool any = (options->flags & SIGNFW_KEY_ANY_CONTAINER) != 0;
	const struct signature_algorithm *algorithm;
	enum signfw_status status = examine_kind(key, any, err);

	if (status == SIGNFW_OK && !any)
		status = sfw_key_pair_algorithm(key, &algorithm, err);
	if (status == SIGNFW_OK)
		status = sfw_public_key_read(&key->public_key, key->public_half, key->kind, err);
	if (status == SIGNFW_OK && (options->flags & SIGNFW_KEY_REQUIRE_PRIVATE) != 0 && !key->is_private)
		status = sfw_fail(err, SIGNFW_E_KEY, "a public key; signing needs the private key");
	return status;
}

void sfw_key_pair_free(struct key_pair *key)
{
	EVP_PKEY_free(key->secret);
	EVP_PKEY_free(key->public_half);
	sfw_public_key_free(&key->public_key);
	/* last, because the keys depend on it */
	sfw_key_context_free(key->context);
	*key = (struct key_pair){0};
}
