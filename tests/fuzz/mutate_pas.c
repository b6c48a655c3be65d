/* SPDX-License-Identifier: BSD-2-Clause */
#include "mutate_pas.h"

#include <string.h>

#include "crypto/digest.h"
#include "crypto/ecdsa_form.h"
#include "fuzz_crypto.h"
#include "pas/pas_image.h"
#include "pas_input.h"
#include "repair.h"

#define SIGNATURE_MAX 1024

/* ---- signatures ---------------------------------------------------------------- */

/* By the scheme that is tried first for such a key; returns the size, 0 if there is no room. */
static size_t sign(const struct key_pair *key, struct span message, uint8_t out[SIGNATURE_MAX])
{
	static const enum algorithm_id ids[KEY_KIND_COUNT] = {ALGORITHM_RSA_PSS_SHA256, ALGORITHM_ECDSA_P256_SHA256,
							      ALGORITHM_ECDSA_P384_SHA384};
	const struct signature_algorithm *algorithm = sfw_algorithm(ids[key->kind]);
	uint8_t made[SIGNATURE_MAX];

	if (sfw_signature_size(algorithm, key->bits) > SIGNATURE_MAX)
		return 0;
	const size_t size = fuzz_sign(key, algorithm, &message, 1, made);

	/* all ECDSA signatures are in DER form here */
	if (algorithm->form == FORM_RAW)
		return sfw_ecdsa_to_der((struct span){made, size}, out);
	memcpy(out, made, size);
	return size;
}

static void repair_signature(uint8_t *data, const struct signfw_pas *pas, enum pas_signer signer)
{
	const struct span slot = pas->hash.regions[sfw_pas_signature_region(signer)];
	uint8_t signature[SIGNATURE_MAX];
	struct builder message = {0};
	struct key_pair key;

	if (slot.size == 0 || pas->chains[signer].count == 0 ||
	    sfw_certificate_key(&pas->chains[signer].certificates[0], &key, NULL) != SIGNFW_OK)
		return;
	sfw_hash_segment_signed(&message, &pas->hash, signer);
	const size_t size = sign(&key, fuzz_view(&message), signature);

	if (size <= slot.size) {
		memset(data + (slot.data - data), 0, slot.size);
		memcpy(data + (slot.data - data), signature, size);
	}
	sfw_builder_cleanup(&message);
	sfw_key_pair_free(&key);
}

/* ---- digests ------------------------------------------------------------------- */

static void repair_digest(uint8_t *data, const struct signfw_pas_segment *segment, size_t digest_size)
{
	const struct span digest = {segment->digest, digest_size};
	const struct span content = {segment->data, (size_t)segment->file_size};

	if (segment->data != NULL && segment->digest != NULL && !sfw_span_is_zero(digest))
		CHECK(sfw_digest(digest_size == SIGNFW_SHA384_SIZE ? DIGEST_SHA384 : DIGEST_SHA256, &content, 1,
				 data + (segment->digest - data), NULL) == SIGNFW_OK);
}

void fuzz_repair_pas(uint8_t *data, size_t size)
{
	struct pas_input input;
	struct signfw_pas_segment segment;

	pas_input_read(&input, (struct span){data, size});
	if (!signfw_pas_recognise(input.file.data, input.file.size))
		return;
	signfw_pas *pas = pas_input_inspect(&input);

	for (size_t i = 0; signfw_pas_segment(pas, i, &segment) == SIGNFW_OK; i++)
		repair_digest(data, &segment, signfw_pas_get_header(pas)->digest_size);
	for (enum pas_signer signer = 0; pas->is_usable && signer < PAS_SIGNER_COUNT; signer++)
		repair_signature(data, pas, signer);
	signfw_pas_free(pas);
}

/* ---- changes ------------------------------------------------------------------- */

/* A number in a region of the hash segment, in the header and metadata more often than behind. */
static void change_region(uint8_t *data, size_t size, const struct pas_input *input, struct dice *dice)
{
	signfw_pas *pas = pas_input_inspect(input);
	const size_t width = fuzz_throw(dice, 4) == 0 ? 1 : 4;
	struct signfw_pas_region region;

	if (signfw_pas_region(pas, fuzz_throw(dice, fuzz_throw(dice, 8) + 1), &region) == SIGNFW_OK ||
	    signfw_pas_region(pas, 0, &region) == SIGNFW_OK) {
		const uint8_t *at = region.data;
		const size_t count = region.size / width;

		if (count > 0)
			fuzz_mutate_number(data, size, (size_t)(at - data) + width * fuzz_throw(dice, (uint32_t)count),
					   width, dice);
	}
	signfw_pas_free(pas);
}

bool fuzz_mutate_pas(uint8_t *data, size_t size, struct dice *dice)
{
	struct pas_input input;

	pas_input_read(&input, (struct span){data, size});
	const struct span file = {input.file.data, input.file.size};

	if (!fuzz_is_elf(file) || !signfw_pas_recognise(file.data, file.size))
		return false;
	if (fuzz_throw(dice, 2) == 0)
		fuzz_mutate_elf(data + (file.data - data), file.size, dice);
	else
		change_region(data, size, &input, dice);
	if (fuzz_throw(dice, 8) != 0)
		fuzz_repair_pas(data, size);
	return true;
}
