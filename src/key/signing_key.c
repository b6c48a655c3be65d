/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys, as the public API has them; the work is done in src/crypto. */
#include "key/signing_key.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/struct_size.h"

DEFINE_CLEANUP(key_cleanup, signfw_key, signfw_key_free)

static const struct options_kind key_options = {
	.size = SIZE_UNTIL(struct signfw_key_options, provider_path),
	.first_size = SIZE_UNTIL(struct signfw_key_options, provider_path),
	.flags = SIGNFW_KEY_REQUIRE_PRIVATE,
};

/* A key that is still empty, with the caller's options as ours. */
static enum signfw_status new_key(signfw_key **out, struct signfw_key_options *ours,
				  const struct signfw_key_options *theirs, struct signfw_error *err)
{
	const enum signfw_status status = sfw_options_import(ours, &key_options, theirs, err);

	if (status != SIGNFW_OK)
		return status;
	CLEANUP(key_cleanup) signfw_key *key = calloc(1, sizeof(*key));

	if (key == NULL) {
		sfw_fail_memory(err);
		return SIGNFW_E_MEMORY;
	}
	*out = key;
	key = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_key_load(signfw_key **out, const void *data, size_t size,
				   const struct signfw_key_options *options, struct signfw_error *err)
{
	struct signfw_key_options mine = SIGNFW_KEY_OPTIONS_INIT;
	CLEANUP(key_cleanup) signfw_key *key = NULL;

	if (out == NULL || data == NULL || size > INT32_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for it, was given");
	enum signfw_status status = new_key(&key, &mine, options, err);

	if (status == SIGNFW_OK)
		status = sfw_crypto_load_key(&key->key, (struct span){data, size}, &mine, err);
	if (status != SIGNFW_OK)
		return status;
	*out = key;
	key = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_key_open(signfw_key **out, const char *uri, const struct signfw_key_options *options,
				   struct signfw_error *err)
{
	struct signfw_key_options mine = SIGNFW_KEY_OPTIONS_INIT;
	CLEANUP(key_cleanup) signfw_key *key = NULL;

	if (out == NULL || uri == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for it, was given");
	enum signfw_status status = new_key(&key, &mine, options, err);

	if (status == SIGNFW_OK)
		status = sfw_crypto_open_key(&key->key, uri, &mine, err);
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
	sfw_crypto_free_key(&key->key);
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
	return key->key.is_private || key->sign != NULL;
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
	return &key->key.parts;
}

enum signfw_status signfw_key_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
					  struct signfw_error *err)
{
	if (key == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for its fingerprint");
	return sfw_sha256((struct span){key->key.parts.spki, key->key.parts.spki_size}, out, err);
}

enum signfw_status signfw_key_modulus_fingerprint(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
						  struct signfw_error *err)
{
	if (key == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for its fingerprint");
	if (key->key.type != SIGNFW_KEY_RSA)
		return sfw_fail(err, SIGNFW_E_KEY, "only RSA keys have a modulus");
	return sfw_sha256((struct span){key->key.parts.modulus, key->key.parts.modulus_size}, out, err);
}

/* ---- signing ------------------------------------------------------------ */

/* More than a DER form adds to a raw signature; a callback that needs more than that is wrong. */
#define SIGNATURE_ROOM 64

enum signfw_status sfw_key_take_signature(const signfw_key *key, const struct span *parts, size_t part_count,
					  struct span signature, uint8_t *out, bool *valid, struct signfw_error *err)
{
	const size_t size = key->key.signature_size;
	uint8_t raw[SFW_ECDSA_SIZE];
	enum signfw_status status = SIGNFW_OK;

	*valid = false;
	if (signature.size == size)
		status = sfw_crypto_verify(&key->key, parts, part_count, signature, valid, err);
	/* a short DER form may have the size of a raw one */
	if (status == SIGNFW_OK && !*valid && key->key.type == SIGNFW_KEY_ECDSA &&
	    sfw_crypto_signature_from_der(signature, raw)) {
		signature = (struct span){raw, size};
		status = sfw_crypto_verify(&key->key, parts, part_count, signature, valid, err);
	}
	if (status == SIGNFW_OK && *valid)
		memcpy(out, signature.data, size);
	return status;
}

/* Printable characters and white space, of which a signature has others, too. */
static bool is_text(struct span bytes)
{
	size_t i = 0;

	while (i < bytes.size &&
	       ((bytes.data[i] >= ' ' && bytes.data[i] <= '~') || bytes.data[i] == '\n' || bytes.data[i] == '\r'))
		i++;
	return bytes.size > 0 && i == bytes.size;
}

const char *sfw_key_signature_hint(const signfw_key *key, struct span signature)
{
	if (is_text(signature))
		return ": they are text, expected are the bytes that hexadecimal digits or base64 stand for";
	if (key->key.type == SIGNFW_KEY_RSA && signature.size != key->key.signature_size)
		return ": an RSA signature is as long as the modulus of its key";
	return "";
}

static const char *algorithm_of(const signfw_key *key)
{
	return key->key.type == SIGNFW_KEY_RSA ? "rsa-pkcs1-sha256" : "ecdsa-p256-sha256";
}

/* The parts in one piece, and their digest. */
static enum signfw_status make_request(const signfw_key *key, const struct span *parts, size_t part_count,
				       struct builder *data, struct signfw_sign_request *out, struct signfw_error *err)
{
	struct span bytes;

	for (size_t i = 0; i < part_count; i++)
		sfw_builder_bytes(data, parts[i].data, parts[i].size);
	if (!sfw_builder_view(data, &bytes))
		return sfw_fail_memory(err);
	*out = (struct signfw_sign_request){
		.algorithm = algorithm_of(key), .key = key, .data = bytes.data, .data_size = bytes.size};
	return sfw_sha256(bytes, out->digest, err);
}

/* Has somebody else sign. */
static enum signfw_status sign_elsewhere(const signfw_key *key, const struct span *parts, size_t part_count,
					 uint8_t *out, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder data = {0}, answer = {0};
	struct signfw_sign_request request;
	struct signfw_error reason = SIGNFW_ERROR_INIT; /* a signer always has one to fill in */
	bool valid = false;
	size_t size = 0;
	enum signfw_status status = make_request(key, parts, part_count, &data, &request, err);

	if (status != SIGNFW_OK)
		return status;
	sfw_builder_zeros(&answer, key->key.signature_size + SIGNATURE_ROOM);
	if (answer.failed)
		return sfw_fail_memory(err);
	status = key->sign(key->sign_context, &request, answer.data, answer.size, &size, &reason);
	if (status != SIGNFW_OK)
		return sfw_fail_at(err, status, reason.offset, "%s", reason.message);
	if (size > answer.size)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "the signer has written too much");
	status = sfw_key_take_signature(key, parts, part_count, (struct span){answer.data, size}, out, &valid, err);
	if (status == SIGNFW_OK && !valid)
		return sfw_fail(err, SIGNFW_E_CRYPTO, "the %zu bytes from the signer aren't a signature by this key%s",
				size, sfw_key_signature_hint(key, (struct span){answer.data, size}));
	return status;
}

enum signfw_status sfw_key_sign(const signfw_key *key, const struct span *parts, size_t part_count, bool deterministic,
				uint8_t *out, struct signfw_error *err)
{
	bool valid = false;
	enum signfw_status status;

	if (key->sign != NULL) {
		if (deterministic && key->key.type == SIGNFW_KEY_ECDSA)
			return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
					"nobody knows whether the signer's ECDSA signatures are deterministic");
		return sign_elsewhere(key, parts, part_count, out, err);
	}
	status = sfw_crypto_sign(&key->key, parts, part_count, deterministic, out, err);
	if (status != SIGNFW_OK)
		return status;
	const struct span signature = {out, key->key.signature_size};

	status = sfw_crypto_verify(&key->key, parts, part_count, signature, &valid, err);
	if (status == SIGNFW_OK && !valid)
		return sfw_fail(err, SIGNFW_E_CRYPTO, "what was signed doesn't verify");
	return status;
}
