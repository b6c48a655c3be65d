/* SPDX-License-Identifier: BSD-2-Clause */
#include "key/key_signature.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/digest.h"
#include "crypto/signature.h"
#include "signfw/key.h"

/* More than a DER form adds to a raw signature; a callback that needs more than that is wrong. */
#define SIGNATURE_ROOM 64

enum signfw_status sfw_key_take_signature(const signfw_key *key, const struct signature_algorithm *algorithm,
					  const struct span *parts, size_t part_count, struct span signature,
					  uint8_t *out, size_t *size, bool *valid, struct signfw_error *err)
{
	uint8_t converted[SFW_ECDSA_SIZE_MAX];
	enum signfw_status status = sfw_crypto_verify(&key->key, algorithm, parts, part_count, signature, valid, err);

	/* a short DER form may have the size of a raw one */
	if (status == SIGNFW_OK && !*valid) {
		signature = (struct span){converted, sfw_crypto_other_form(algorithm, signature, converted)};
		if (signature.size > 0)
			status = sfw_crypto_verify(&key->key, algorithm, parts, part_count, signature, valid, err);
	}
	if (status == SIGNFW_OK && *valid) {
		memcpy(out, signature.data, signature.size);
		*size = signature.size;
	}
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

const char *sfw_key_signature_hint(const signfw_key *key, const struct signature_algorithm *algorithm,
				   struct span signature)
{
	if (is_text(signature))
		return ": they are text, expected are the bytes that hexadecimal digits or base64 stand for";
	if (algorithm->form == FORM_NUMBER && signature.size != sfw_signature_size(algorithm, key->key.bits))
		return ": an RSA signature is as long as the modulus of its key";
	return "";
}

/* Has somebody else sign. */
static enum signfw_status sign_elsewhere(const signfw_key *key, const struct signature_algorithm *algorithm,
					 const struct span *parts, size_t part_count, uint8_t *out, size_t *size,
					 struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder data = {0}, answer = {0};
	struct signfw_sign_request request = {.algorithm = algorithm->name, .key = key};
	struct span whole, given = {0};
	struct signfw_error reason = SIGNFW_ERROR_INIT; /* a signer always has one to fill in */
	bool valid = false;
	enum signfw_status status = sfw_digest(algorithm->digest, parts, part_count, request.digest, err);

	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < part_count; i++)
		sfw_builder_bytes(&data, parts[i].data, parts[i].size);
	sfw_builder_zeros(&answer, sfw_signature_size(algorithm, key->key.bits) + SIGNATURE_ROOM);
	if (!sfw_builder_view(&data, &whole) || !sfw_builder_view(&answer, &given))
		return sfw_fail_memory(err);
	request.data = whole.data;
	request.data_size = whole.size;
	request.digest_size = sfw_digest_size(algorithm->digest);
	status = key->sign(key->sign_context, &request, answer.data, answer.size, &given.size, &reason);
	if (status != SIGNFW_OK)
		return sfw_fail_at(err, status, reason.offset, "%s", reason.message);
	if (given.size > answer.size)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "the signer has written too much");
	status = sfw_key_take_signature(key, algorithm, parts, part_count, given, out, size, &valid, err);
	if (status == SIGNFW_OK && !valid)
		return sfw_fail(err, SIGNFW_E_CRYPTO, "the %zu bytes from the signer aren't a signature by this key%s",
				given.size, sfw_key_signature_hint(key, algorithm, given));
	return status;
}

enum signfw_status sfw_key_sign(const signfw_key *key, const struct signature_algorithm *algorithm,
				const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
				size_t *size, struct signfw_error *err)
{
	bool valid = false;
	enum signfw_status status;

	if (key->sign != NULL) {
		if (deterministic && algorithm->determinism != DETERMINISTIC_ALWAYS)
			return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
					"nobody knows whether the signer's %s signatures are deterministic",
					signfw_key_type_name(signfw_key_get_type(key)));
		return sign_elsewhere(key, algorithm, parts, part_count, out, size, err);
	}
	status = sfw_crypto_sign(&key->key, algorithm, parts, part_count, deterministic, out, size, err);
	if (status != SIGNFW_OK)
		return status;
	status = sfw_crypto_verify(&key->key, algorithm, parts, part_count, (struct span){out, *size}, &valid, err);
	if (status == SIGNFW_OK && !valid)
		return sfw_fail(err, SIGNFW_E_CRYPTO, "what was signed doesn't verify");
	return status;
}

enum signfw_status signfw_key_sign(uint8_t **out, size_t *out_size, const signfw_key *key, const void *data,
				   size_t size, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder signature = {0};
	const struct signature_algorithm *algorithm;
	const struct span bytes = {data, size};

	if (out == NULL || out_size == NULL || (data == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no data, or no place for the signature");
	if (key == NULL || !signfw_key_is_private(key))
		return sfw_fail(err, SIGNFW_E_KEY, "no private key to sign with");
	enum signfw_status status = sfw_key_pair_algorithm(&key->key, &algorithm, err);

	if (status != SIGNFW_OK)
		return status;
	sfw_builder_zeros(&signature, sfw_signature_size(algorithm, key->key.bits));
	if (signature.failed)
		return sfw_fail_memory(err);
	status = sfw_key_sign(key, algorithm, &bytes, 1, false, signature.data, &signature.size, err);
	if (status != SIGNFW_OK)
		return status;
	*out = signature.data;
	*out_size = signature.size;
	signature.data = NULL;
	return SIGNFW_OK;
}
