/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys of the public API; src/crypto does the work. */
#include "key/signing_key.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/struct_size.h"
#include "crypto/digest.h"
#include "crypto/key_load.h"
#include "crypto/key_open.h"
#include "key/rsa_numbers.h"

DEFINE_CLEANUP(key_cleanup, signfw_key, signfw_key_free)

static const struct options_kind key_options = {
	.size = SIZE_UNTIL(struct signfw_key_options, provider_path),
	.first_size = SIZE_UNTIL(struct signfw_key_options, provider_path),
	.flags = SIGNFW_KEY_REQUIRE_PRIVATE | SIGNFW_KEY_ANY_CONTAINER | SIGNFW_KEY_TEST_MODULUS,
};

/* OpenSSL checks that points are on their curves, but accepts any RSA numbers. */
static enum signfw_status check_numbers(const struct key_pair *key, const struct signfw_key_options *options,
					struct signfw_error *err)
{
	if (key->kind != KEY_RSA)
		return SIGNFW_OK;
	const enum signfw_status status = sfw_rsa_check(&key->public_key.parts, err);

	if (status != SIGNFW_OK || (options->flags & SIGNFW_KEY_TEST_MODULUS) == 0)
		return status;
	return sfw_rsa_test_modulus(&key->public_key.parts, err);
}

/* @uri: where the key is; NULL: in the data */
static enum signfw_status make_key(signfw_key **out, struct span data, const char *uri,
				   const struct signfw_key_options *options, struct signfw_error *err)
{
	struct signfw_key_options mine = SIGNFW_KEY_OPTIONS_INIT;
	enum signfw_status status = sfw_options_import(&mine, &key_options, options, err);

	if (status != SIGNFW_OK)
		return status;
	CLEANUP(key_cleanup) signfw_key *key = calloc(1, sizeof(*key));

	if (key == NULL)
		return sfw_fail_memory(err);
	status = uri == NULL ? sfw_key_load(&key->key, data, &mine, err) : sfw_key_open(&key->key, uri, &mine, err);
	if (status == SIGNFW_OK)
		status = check_numbers(&key->key, &mine, err);
	if (status != SIGNFW_OK)
		return status;
	*out = key;
	key = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_key_load(signfw_key **out, const void *data, size_t size,
				   const struct signfw_key_options *options, struct signfw_error *err)
{
	if (out == NULL || data == NULL || size > INT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for it, was given");
	return make_key(out, (struct span){data, size}, NULL, options, err);
}

enum signfw_status signfw_key_open(signfw_key **out, const char *uri, const struct signfw_key_options *options,
				   struct signfw_error *err)
{
	if (out == NULL || uri == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for it, was given");
	return make_key(out, (struct span){NULL, 0}, uri, options, err);
}

void signfw_key_free(signfw_key *key)
{
	if (key == NULL)
		return;
	sfw_key_pair_free(&key->key);
	free(key);
}

/* Names of key types; signfw_key_type_name() returns the first one of each. */
static const struct {
	enum signfw_key_type type;
	const char *name;
} type_names[] = {
	{SIGNFW_KEY_RSA, "RSA"},
	{SIGNFW_KEY_ECDSA, "ECDSA"},
	{SIGNFW_KEY_ECDSA, "ECC"},
	{SIGNFW_KEY_ECDSA, "EC"},
};

#define TYPE_NAME_COUNT (sizeof(type_names) / sizeof(type_names[0]))

const char *signfw_key_type_name(enum signfw_key_type type)
{
	for (size_t i = 0; i < TYPE_NAME_COUNT; i++)
		if (type_names[i].type == type)
			return type_names[i].name;
	return "unknown";
}

/* Compares with a word in capitals, in any case. */
static bool is_word(const char *text, const char *word)
{
	size_t i = 0;

	while (word[i] != '\0' && (text[i] == word[i] || text[i] == word[i] - 'A' + 'a'))
		i++;
	return word[i] == '\0' && text[i] == '\0';
}

enum signfw_status signfw_key_type_of_name(const char *name, enum signfw_key_type *out, struct signfw_error *err)
{
	if (name == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no name of a key type, or no place for the type");
	for (size_t i = 0; i < TYPE_NAME_COUNT; i++)
		if (is_word(name, type_names[i].name)) {
			*out = type_names[i].type;
			return SIGNFW_OK;
		}
	return sfw_fail(err, SIGNFW_E_ARGUMENT, "key type \"%.32s\" isn't known, expected RSA or ECC", name);
}

enum signfw_key_type signfw_key_get_type(const signfw_key *key)
{
	return sfw_key_kind(key->key.kind)->type;
}

unsigned signfw_key_bits(const signfw_key *key)
{
	return key->key.bits;
}

bool signfw_key_is_private(const signfw_key *key)
{
	return key->key.is_private || key->sign != NULL;
}

const char *signfw_key_file(const char *name)
{
	return sfw_key_file(name);
}

const char *signfw_key_algorithm(const signfw_key *key)
{
	const struct signature_algorithm *algorithm = sfw_algorithm_of_key(key->key.kind);

	return algorithm == NULL ? NULL : algorithm->name;
}

enum signfw_status signfw_key_set_signer(signfw_key *key, signfw_sign_fn sign, void *context, struct signfw_error *err)
{
	if (key == NULL || sign == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or nobody to sign with it");
	key->sign = sign;
	key->sign_context = context;
	return SIGNFW_OK;
}

const struct signfw_key_parts *signfw_key_get_parts(const signfw_key *key)
{
	return &key->key.public_key.parts;
}

enum signfw_status signfw_key_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
					  struct signfw_error *err)
{
	if (key == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for its fingerprint");
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	return sfw_sha256((struct span){parts->spki, parts->spki_size}, out, err);
}

enum signfw_status signfw_key_modulus_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
						  struct signfw_error *err)
{
	if (key == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for its fingerprint");
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	if (parts->modulus == NULL)
		return sfw_fail(err, SIGNFW_E_KEY, "only RSA keys have a modulus");
	return sfw_sha256((struct span){parts->modulus, parts->modulus_size}, out, err);
}
