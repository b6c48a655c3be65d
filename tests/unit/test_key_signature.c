/* SPDX-License-Identifier: BSD-2-Clause */
#include "key/key_signature.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/digest.h"
#include "crypto/ecdsa_form.h"
#include "crypto/signature.h"
#include "support.h"

static const struct span parts[] = {{(const uint8_t *)"one", 3}, {(const uint8_t *)"two", 3}};

static signfw_key *load_p384(void)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	const struct test_file file = load_file("vectors/keys/ec384.pem");
	signfw_key *key = NULL;

	options.flags = SIGNFW_KEY_ANY_CONTAINER;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options, NULL), SIGNFW_OK);
	free(file.data);
	return key;
}

static void expect_valid(const signfw_key *key, enum algorithm_id id, struct span signature)
{
	bool valid = false;

	assert_int_equal(sfw_crypto_verify(&key->key, sfw_algorithm(id), parts, 2, signature, &valid, NULL), SIGNFW_OK);
	assert_true(valid);
}

static void a_key_signs_by_every_algorithm_of_its_kind(void **state)
{
	(void)state;
	for (enum algorithm_id id = 0; id < ALGORITHM_COUNT; id++) {
		const enum key_kind kind = sfw_algorithm(id)->key_kind;
		signfw_key *key = kind == KEY_EC_P384 ? load_p384()
						      : load_key(kind == KEY_RSA ? "vectors/keys/rsa2048.pem"
										 : "vectors/keys/ec256.pem");
		uint8_t bytes[512];
		struct span signature = {bytes, 0};

		assert_int_equal(sfw_key_sign(key, sfw_algorithm(id), parts, 2, false, bytes, &signature.size, NULL),
				 SIGNFW_OK);
		expect_valid(key, id, signature);
		signfw_key_free(key);
	}
}

/* Somebody who has the key, and gives signatures as DER or as r || s. */
struct elsewhere {
	signfw_key *key;
	bool raw;
};

static enum signfw_status sign_elsewhere(void *context, const struct signfw_sign_request *request, uint8_t *signature,
					 size_t capacity, size_t *size, struct signfw_error *err)
{
	const struct elsewhere *elsewhere = context;
	const struct span whole = {request->data, request->data_size};
	uint8_t digest[SIGNFW_DIGEST_SIZE_MAX];

	assert_string_equal(request->algorithm, "ecdsa-p384-sha384");
	assert_int_equal(request->digest_size, SFW_SHA384_SIZE);
	assert_int_equal(sfw_digest(DIGEST_SHA384, &whole, 1, digest, NULL), SIGNFW_OK);
	assert_memory_equal(request->digest, digest, SFW_SHA384_SIZE);
	assert_true(capacity >= 104);
	enum signfw_status status = sfw_crypto_sign(&elsewhere->key->key, sfw_algorithm(ALGORITHM_ECDSA_P384_SHA384),
						    &whole, 1, false, signature, size, err);

	if (elsewhere->raw) {
		uint8_t raw[96];

		assert_true(sfw_ecdsa_from_der((struct span){signature, *size}, 48, raw));
		memcpy(signature, raw, sizeof(raw));
		*size = sizeof(raw);
	}
	return status;
}

static void a_signature_on_p384_may_be_raw_or_der(void **state)
{
	(void)state;
	for (int raw = 0; raw < 2; raw++) {
		struct elsewhere elsewhere = {load_p384(), raw};
		signfw_key *key = load_p384();
		uint8_t bytes[104];
		struct span signature = {bytes, 0};

		assert_int_equal(signfw_key_set_signer(key, sign_elsewhere, &elsewhere, NULL), SIGNFW_OK);
		assert_int_equal(sfw_key_sign(key, sfw_algorithm(ALGORITHM_ECDSA_P384_SHA384), parts, 2, false, bytes,
					      &signature.size, NULL),
				 SIGNFW_OK);
		expect_valid(key, ALGORITHM_ECDSA_P384_SHA384, signature);
		signfw_key_free(key);
		signfw_key_free(elsewhere.key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_signs_by_every_algorithm_of_its_kind),
		cmocka_unit_test(a_signature_on_p384_may_be_raw_or_der),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
