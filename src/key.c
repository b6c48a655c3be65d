/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys, as the public API has them; the work is done in crypto.c. */
#include "key.h"

#include <stdlib.h>

#include "cleanup.h"
#include "error.h"
#include "options.h"

DEFINE_CLEANUP(key_cleanup, signfw_key, signfw_key_free)

enum signfw_status signfw_key_load(signfw_key **out, const void *data, size_t size,
				   const struct signfw_key_options *options, struct signfw_error *err)
{
	struct signfw_key_options mine = SIGNFW_KEY_OPTIONS_INIT;
	enum signfw_status status;

	OPTIONS_HAVE_NO_PADDING(struct signfw_key_options, require_private);
	if (out == NULL || data == NULL || size > INT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "no key, or no place for it, was given");
	status = sfw_options_import(&mine, sizeof(mine), sizeof(mine), options, err);
	if (status != SIGNFW_OK)
		return status;
	CLEANUP(key_cleanup) signfw_key *key = calloc(1, sizeof(*key));

	if (key == NULL)
		return sfw_fail_memory(err);
	key->crypto = sfw_crypto_get(err);
	if (key->crypto == NULL)
		return SIGNFW_E_CRYPTO;
	status = key->crypto->load_key(&key->key, (struct span){data, size}, &mine, err);
	if (status != SIGNFW_OK)
		return status;
	*out = key;
	key = NULL;
	return SIGNFW_OK;
}

void signfw_key_free(signfw_key *key)
{
	if (key == NULL)
		return;
	if (key->crypto != NULL)
		key->crypto->free_key(&key->key);
	free(key);
}

const char *signfw_key_type_name(enum signfw_key_type type)
{
	switch (type) {
	case SIGNFW_KEY_RSA:
		return "RSA";
	case SIGNFW_KEY_ECDSA:
		return "ECDSA";
	}
	return "unknown";
}

enum signfw_key_type signfw_key_get_type(const signfw_key *key)
{
	return key->key.type;
}

unsigned signfw_key_bits(const signfw_key *key)
{
	return key->key.bits;
}

bool signfw_key_is_private(const signfw_key *key)
{
	return key->key.is_private;
}

const struct signfw_key_parts *signfw_key_get_parts(const signfw_key *key)
{
	return &key->key.parts;
}

enum signfw_status signfw_key_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
					  struct signfw_error *err)
{
	if (key == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "no key, or no place for its fingerprint");
	return key->crypto->sha256((struct span){key->key.parts.spki, key->key.parts.spki_size}, out, err);
}

enum signfw_status signfw_key_modulus_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
						  struct signfw_error *err)
{
	if (key == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, SIGNFW_NO_OFFSET, "no key, or no place for its fingerprint");
	if (key->key.type != SIGNFW_KEY_RSA)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "only RSA keys have a modulus");
	return key->crypto->sha256((struct span){key->key.parts.modulus, key->key.parts.modulus_size}, out, err);
}
