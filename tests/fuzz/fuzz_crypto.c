/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz_crypto.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/certificate.h"
#include "crypto/ecdsa_form.h"
#include "crypto/signature.h"
#include "fuzz.h"

/* Whether this replaces the library's functions, or is compared with what they say. */
#ifdef FUZZ_WITH_ENGINE
#define QUICK true
#else
#define QUICK false
#endif

/* The linker's names for what is called instead of a function, and for the function itself. */
enum signfw_status __wrap_sfw_crypto_verify(const struct key_pair *key, const struct signature_algorithm *algorithm,
					    const struct span *parts, size_t part_count, struct span signature,
					    bool *valid, struct signfw_error *err);
enum signfw_status __real_sfw_crypto_verify(const struct key_pair *key, const struct signature_algorithm *algorithm,
					    const struct span *parts, size_t part_count, struct span signature,
					    bool *valid, struct signfw_error *err);
enum signfw_status __wrap_sfw_crypto_verify_leniently(const struct key_pair *key,
						      const struct signature_algorithm *algorithm,
						      const struct span *parts, size_t part_count,
						      struct span signature, bool *valid, struct signfw_error *err);
enum signfw_status __real_sfw_crypto_verify_leniently(const struct key_pair *key,
						      const struct signature_algorithm *algorithm,
						      const struct span *parts, size_t part_count,
						      struct span signature, bool *valid, struct signfw_error *err);
enum signfw_status __wrap_sfw_crypto_sign(const struct key_pair *key, const struct signature_algorithm *algorithm,
					  const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
					  size_t *size, struct signfw_error *err);
enum signfw_status __real_sfw_crypto_sign(const struct key_pair *key, const struct signature_algorithm *algorithm,
					  const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
					  size_t *size, struct signfw_error *err);
bool __wrap_sfw_certificate_signed_by(const struct certificate *certificate, const struct certificate *issuer);
bool __real_sfw_certificate_signed_by(const struct certificate *certificate, const struct certificate *issuer);

/* What is signed, by whom and how, as a number.  Wherever the bytes are divided, it is the same: whole words count. */
struct hash {
	uint64_t state, word;
	unsigned bytes; /* in the word */
};

static void add_word(struct hash *hash, uint64_t word)
{
	hash->state = (hash->state ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	hash->state ^= hash->state >> 32;
}

static uint64_t word_at(const uint8_t *bytes)
{
	uint64_t word = 0;

	for (unsigned i = 0; i < 8; i++)
		word |= (uint64_t)bytes[i] << 8 * i;
	return word;
}

static void add_byte(struct hash *hash, uint8_t byte)
{
	hash->word |= (uint64_t)byte << 8 * hash->bytes;
	if (++hash->bytes == 8) {
		add_word(hash, hash->word);
		hash->word = hash->bytes = 0;
	}
}

static void add(struct hash *hash, struct span bytes)
{
	size_t i = 0;

	for (; bytes.size - i >= 8; i += 8) {
		const uint64_t word = word_at(bytes.data + i);

		add_word(hash, hash->word | word << 8 * hash->bytes);
		hash->word = hash->bytes == 0 ? 0 : word >> (64 - 8 * hash->bytes);
	}
	for (; i < bytes.size; i++)
		add_byte(hash, bytes.data[i]);
}

static uint64_t finish(struct hash hash)
{
	add_word(&hash, hash.word);
	add_word(&hash, hash.bytes);
	return hash.state;
}

static struct hash hash_message(const struct key_pair *key, const struct signature_algorithm *algorithm,
				const struct span *parts, size_t part_count)
{
	const struct signfw_key_parts *parts_of_key = &key->public_key.parts;
	struct hash hash = {.state = (uint64_t)algorithm->scheme << 8 | algorithm->digest};

	add(&hash, (struct span){parts_of_key->spki, parts_of_key->spki_size});
	for (size_t i = 0; i < part_count; i++)
		add(&hash, parts[i]);
	return hash;
}

static uint64_t number_of(struct hash hash, struct span signature)
{
	add(&hash, signature);
	return finish(hash);
}

/* ---- real signatures ----------------------------------------------------------- */

/* Those on curves, and of certificates, that are valid in the seed corpus. */
static const uint64_t known[] = {
#include "known_signatures.inc"
};

static bool is_known(uint64_t signature)
{
	size_t i = 0;

	while (i < sizeof(known) / sizeof(known[0]) && known[i] != signature)
		i++;
	return i < sizeof(known) / sizeof(known[0]);
}

/* Whether it is calculated nevertheless, so that what the library does for it is run as well. */
static bool is_calculated(uint64_t number)
{
	return !QUICK || number % 256 == 0;
}

/* Without libFuzzer, whether a valid signature is known. */
static bool compare(bool valid, uint64_t signature)
{
	if (!QUICK && valid != is_known(signature)) {
		fprintf(stderr,
			"a valid signature that tests/fuzz/known_signatures.inc lacks, where those of seeds are: "
			"0x%016" PRIx64 "\n",
			signature);
		abort();
	}
	return valid;
}

/* ---- marked signatures --------------------------------------------------------- */

/* Below every modulus and order, as its first bit is clear; its first byte isn't, so that r is as long as can be. */
static const uint8_t mark[8] = "fuzzing";

/* Byte `at` of r, of s, or of RSA's number. */
static uint8_t marked_byte(size_t at, uint64_t message)
{
	if (at < sizeof(mark))
		return mark[at];
	at -= sizeof(mark);
	return (uint8_t)(at < sizeof(message) ? message >> 8 * at : 0);
}

size_t fuzz_sign(const struct key_pair *key, const struct signature_algorithm *algorithm, const struct span *parts,
		 size_t part_count, uint8_t *out)
{
	const uint64_t message = finish(hash_message(key, algorithm, parts, part_count));
	const size_t field_size = sfw_key_kind(algorithm->key_kind)->field_size;
	const size_t size = field_size == 0 ? sfw_signature_size(algorithm, key->bits) : 2 * field_size;
	uint8_t raw[2 * SFW_FIELD_SIZE_MAX];
	uint8_t *const bytes = algorithm->form == FORM_DER ? raw : out;

	for (size_t i = 0; i < size; i++)
		bytes[i] = marked_byte(field_size == 0 ? i : i % field_size, message);
	return algorithm->form == FORM_DER ? sfw_ecdsa_to_der((struct span){raw, size}, out) : size;
}

static bool is_made_of(struct span signature, size_t field_size, uint64_t message)
{
	for (size_t i = 0; i < signature.size; i++)
		if (signature.data[i] != marked_byte(field_size == 0 ? i : i % field_size, message))
			return false;
	return true;
}

/* Whether it is a marked one, or one of no such key; then also whether it is valid. */
static bool is_decided(const struct key_pair *key, const struct signature_algorithm *algorithm,
		       const struct span *parts, size_t part_count, struct span signature, bool *valid)
{
	const size_t field_size = sfw_key_kind(algorithm->key_kind)->field_size;
	const size_t size = field_size == 0 ? sfw_signature_size(algorithm, key->bits) : 2 * field_size;
	uint8_t raw[2 * SFW_FIELD_SIZE_MAX];

	*valid = false;
	if (key->kind != algorithm->key_kind)
		return true;
	if (algorithm->form == FORM_DER) {
		if (!sfw_ecdsa_from_der(signature, field_size, raw))
			return true;
		signature = (struct span){raw, size};
	}
	if (signature.size != size)
		return true;
	if (memcmp(signature.data, mark, sizeof(mark)) != 0)
		return false;
	*valid = is_made_of(signature, field_size, finish(hash_message(key, algorithm, parts, part_count)));
	return true;
}

/* ---- in the library's place ------------------------------------------------------ */

/* What was calculated last, by a number that stands for all of the question. */
struct answer {
	uint64_t number;
	bool valid;
};

static struct answer *answer_of(uint64_t number)
{
	static struct answer answers[256];

	return &answers[number % (sizeof(answers) / sizeof(answers[0]))];
}

enum signfw_status __wrap_sfw_crypto_verify(const struct key_pair *key, const struct signature_algorithm *algorithm,
					    const struct span *parts, size_t part_count, struct span signature,
					    bool *valid, struct signfw_error *err)
{
	if (is_decided(key, algorithm, parts, part_count, signature, valid))
		return SIGNFW_OK;
	const uint64_t number = number_of(hash_message(key, algorithm, parts, part_count), signature);
	struct answer *answer = answer_of(number);
	const bool is_curve = algorithm->scheme == SCHEME_ECDSA;

	*valid = is_curve ? is_known(number) : answer->valid;
	if (is_curve ? !is_calculated(number) : QUICK && answer->number == number)
		return SIGNFW_OK;
	const enum signfw_status status =
		__real_sfw_crypto_verify(key, algorithm, parts, part_count, signature, valid, err);

	if (is_curve)
		compare(*valid, number);
	else
		*answer = (struct answer){number, *valid};
	return status;
}

enum signfw_status __wrap_sfw_crypto_verify_leniently(const struct key_pair *key,
						      const struct signature_algorithm *algorithm,
						      const struct span *parts, size_t part_count,
						      struct span signature, bool *valid, struct signfw_error *err)
{
	/* it makes no difference to curves */
	if (algorithm->scheme == SCHEME_ECDSA || is_decided(key, algorithm, parts, part_count, signature, valid))
		return __wrap_sfw_crypto_verify(key, algorithm, parts, part_count, signature, valid, err);
	const uint64_t number = ~number_of(hash_message(key, algorithm, parts, part_count), signature);
	struct answer *answer = answer_of(number);
	enum signfw_status status = SIGNFW_OK;

	if (!QUICK || answer->number != number) {
		status = __real_sfw_crypto_verify_leniently(key, algorithm, parts, part_count, signature, valid, err);
		*answer = (struct answer){number, *valid};
	}
	*valid = answer->valid;
	return status;
}

enum signfw_status __wrap_sfw_crypto_sign(const struct key_pair *key, const struct signature_algorithm *algorithm,
					  const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
					  size_t *size, struct signfw_error *err)
{
	if (key->kind != algorithm->key_kind || key->bits < algorithm->key_bits_min ||
	    is_calculated(finish(hash_message(key, algorithm, parts, part_count))))
		return __real_sfw_crypto_sign(key, algorithm, parts, part_count, deterministic, out, size, err);
	*size = fuzz_sign(key, algorithm, parts, part_count, out);
	return SIGNFW_OK;
}

bool __wrap_sfw_certificate_signed_by(const struct certificate *certificate, const struct certificate *issuer)
{
	if (certificate->x509 == NULL || issuer->x509 == NULL)
		return false;
	struct hash hash = {0};

	add(&hash, certificate->der);
	const uint64_t number = number_of(hash, issuer->der);

	struct answer *answer = answer_of(number);

	if (!is_calculated(number))
		return is_known(number);
	if (!QUICK || answer->number != number)
		*answer = (struct answer){number, __real_sfw_certificate_signed_by(certificate, issuer)};
	return compare(answer->valid, number);
}
