/* SPDX-License-Identifier: BSD-2-Clause */
/* Signatures by each algorithm: made and verified here, and as the openssl program makes them (tests/vectors). */
#include "crypto/signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/digest.h"
#include "crypto/key_load.h"
#include "support.h"

static const struct span parts[] = {{(const uint8_t *)"one", 3}, {NULL, 0}, {(const uint8_t *)"two", 3}};
static const struct span whole = {(const uint8_t *)"onetwo", 6};

#define SIGNATURE_ROOM 512

static const char *const key_paths[] = {
	[KEY_RSA] = "vectors/keys/rsa2048.pem",
	[KEY_EC_P256] = "vectors/keys/ec256.pem",
	[KEY_EC_P384] = "vectors/keys/ec384.pem",
};

static struct key_pair load_pair(const char *path)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct test_file file = load_file(path);
	struct key_pair key;

	options.flags = SIGNFW_KEY_ANY_CONTAINER;
	assert_int_equal(sfw_key_load(&key, (struct span){file.data, file.size}, &options, NULL), SIGNFW_OK);
	free(file.data);
	return key;
}

static bool verifies(const struct key_pair *key, enum algorithm_id id, const struct span *message, size_t count,
		     struct span signature)
{
	bool valid = true;

	assert_int_equal(sfw_crypto_verify(key, sfw_algorithm(id), message, count, signature, &valid, NULL), SIGNFW_OK);
	return valid;
}

static void parts_are_signed_as_one(void **state)
{
	(void)state;
	for (enum algorithm_id id = 0; id < ALGORITHM_COUNT; id++) {
		const struct signature_algorithm *algorithm = sfw_algorithm(id);
		struct key_pair key = load_pair(key_paths[algorithm->key_kind]);
		uint8_t bytes[SIGNATURE_ROOM];
		struct span signature = {bytes, 0};

		assert_int_equal(sfw_crypto_sign(&key, algorithm, parts, 3, false, bytes, &signature.size, NULL),
				 SIGNFW_OK);
		assert_true(signature.size <= sfw_signature_size(algorithm, key.bits));
		assert_true(verifies(&key, id, &whole, 1, signature));
		assert_false(verifies(&key, id, parts, 2, signature));
		bytes[signature.size - 1] ^= 1;
		assert_false(verifies(&key, id, &whole, 1, signature));
		sfw_key_pair_free(&key);
	}
}

/* Each is a signature by its algorithm, and by no other. */
static void signatures_of_openssl_are_valid(void **state)
{
	(void)state;
	for (enum algorithm_id id = 0; id < ALGORITHM_COUNT; id++) {
		char path[64];

		snprintf(path, sizeof(path), "vectors/signatures/%s", sfw_algorithm(id)->name);

		struct test_file file = load_file(path);

		for (enum algorithm_id other = 0; other < ALGORITHM_COUNT; other++) {
			struct key_pair key = load_pair(key_paths[sfw_algorithm(other)->key_kind]);

			assert_int_equal(verifies(&key, other, parts, 3, (struct span){file.data, file.size}),
					 other == id);
			sfw_key_pair_free(&key);
		}
		free(file.data);
	}
}

static void a_key_is_for_algorithms_of_its_kind(void **state)
{
	struct key_pair key = load_pair(key_paths[KEY_EC_P384]);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t bytes[SIGNATURE_ROOM] = {0};
	size_t size;

	(void)state;
	assert_int_equal(sfw_crypto_sign(&key, sfw_algorithm(ALGORITHM_ECDSA_P256_SHA256), parts, 3, false, bytes,
					 &size, &error),
			 SIGNFW_E_KEY);
	assert_string_equal(error.message, "not a key for signatures by ecdsa-p256-sha256");
	assert_false(verifies(&key, ALGORITHM_ECDSA_P256_SHA256, parts, 3, (struct span){bytes, 64}));
	sfw_key_pair_free(&key);
}

/* As long as there is room for what is signed; below that, an error says so. */
static void a_short_key_has_a_limit(void **state)
{
	static const struct {
		const char *bits;
		enum algorithm_id id;
		enum signfw_status status;
	} rows[] = {
		{"616", ALGORITHM_RSA_PKCS1_SHA384, SIGNFW_E_KEY}, {"617", ALGORITHM_RSA_PKCS1_SHA384, SIGNFW_OK},
		{"521", ALGORITHM_RSA_PSS_SHA256, SIGNFW_E_KEY},   {"522", ALGORITHM_RSA_PSS_SHA256, SIGNFW_OK},
		{"777", ALGORITHM_RSA_PSS_SHA384, SIGNFW_E_KEY},   {"778", ALGORITHM_RSA_PSS_SHA384, SIGNFW_OK},
		{"512", ALGORITHM_RSA_PKCS1_SHA256, SIGNFW_OK},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char path[64];
		uint8_t bytes[SIGNATURE_ROOM];
		size_t size = 0;

		snprintf(path, sizeof(path), "vectors/keys/short/rsa%s.pem", rows[i].bits);

		struct key_pair key = load_pair(path);

		assert_int_equal(sfw_crypto_sign(&key, sfw_algorithm(rows[i].id), parts, 3, false, bytes, &size, NULL),
				 rows[i].status);
		if (rows[i].status == SIGNFW_OK)
			assert_true(verifies(&key, rows[i].id, parts, 3, (struct span){bytes, size}));
		sfw_key_pair_free(&key);
	}
}

/* DER has one form of each number; what is behind the signature doesn't belong to it. */
static void a_der_form_is_exact(void **state)
{
	struct key_pair key = load_pair(key_paths[KEY_EC_P384]);
	struct test_file file = load_file("vectors/signatures/ecdsa-p384-sha384");
	uint8_t longer[SIGNATURE_ROOM] = {0};

	(void)state;
	memcpy(longer, file.data, file.size);
	assert_true(verifies(&key, ALGORITHM_ECDSA_P384_SHA384, parts, 3, (struct span){longer, file.size}));
	for (size_t more = 1; more <= 8; more++)
		assert_false(
			verifies(&key, ALGORITHM_ECDSA_P384_SHA384, parts, 3, (struct span){longer, file.size + more}));
	for (size_t size = 0; size < file.size; size++)
		assert_false(verifies(&key, ALGORITHM_ECDSA_P384_SHA384, parts, 3, (struct span){longer, size}));
	free(file.data);
	sfw_key_pair_free(&key);
}

static void another_salt_is_another_algorithm(void **state)
{
	struct key_pair key = load_pair(key_paths[KEY_RSA]);
	struct test_file file = load_file("vectors/signatures/rsa-pss-sha256-salt20");

	(void)state;
	assert_false(verifies(&key, ALGORITHM_RSA_PSS_SHA256, parts, 3, (struct span){file.data, file.size}));
	free(file.data);
	sfw_key_pair_free(&key);
}

/* PKCS#1 v1.5 padding around a digest alone, without a DigestInfo. */
static void what_rsa_signed_is_recovered(void **state)
{
	struct key_pair key = load_pair(key_paths[KEY_RSA]), other = load_pair("vectors/keys/ec256.pem");
	struct test_file file = load_file("vectors/signatures/rsa-bare-digest");
	uint8_t digest[SIGNFW_SHA256_SIZE], recovered[SIGNFW_SHA256_SIZE + 1];
	size_t size = sizeof(recovered), too_small = sizeof(digest) - 1;
	const struct span signature = {file.data, file.size};

	(void)state;
	assert_int_equal(sfw_sha256(whole, digest, NULL), SIGNFW_OK);
	assert_true(sfw_crypto_recover(&key, signature, recovered, &size));
	assert_int_equal(size, sizeof(digest));
	assert_memory_equal(recovered, digest, sizeof(digest));
	assert_false(sfw_crypto_recover(&key, signature, recovered, &too_small));
	assert_false(sfw_crypto_recover(&key, (struct span){file.data, file.size - 1}, recovered, &size));
	assert_false(sfw_crypto_recover(&other, signature, recovered, &size));
	assert_false(verifies(&key, ALGORITHM_RSA_PKCS1_SHA256, parts, 3, signature));
	file.data[0] ^= 1;
	assert_false(sfw_crypto_recover(&key, signature, recovered, &size));
	free(file.data);
	sfw_key_pair_free(&key);
	sfw_key_pair_free(&other);
}

static void a_salt_is_never_deterministic(void **state)
{
	struct key_pair key = load_pair(key_paths[KEY_RSA]);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t bytes[SIGNATURE_ROOM];
	size_t size;

	(void)state;
	assert_int_equal(
		sfw_crypto_sign(&key, sfw_algorithm(ALGORITHM_RSA_PKCS1_SHA384), parts, 3, true, bytes, &size, &error),
		SIGNFW_OK);
	assert_int_equal(
		sfw_crypto_sign(&key, sfw_algorithm(ALGORITHM_RSA_PSS_SHA384), parts, 3, true, bytes, &size, &error),
		SIGNFW_E_UNSUPPORTED);
	assert_string_equal(error.message, "signatures by rsa-pss-sha384 are never deterministic");
	sfw_key_pair_free(&key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_signed_as_one),
		cmocka_unit_test(signatures_of_openssl_are_valid),
		cmocka_unit_test(a_key_is_for_algorithms_of_its_kind),
		cmocka_unit_test(a_short_key_has_a_limit),
		cmocka_unit_test(a_der_form_is_exact),
		cmocka_unit_test(another_salt_is_another_algorithm),
		cmocka_unit_test(what_rsa_signed_is_recovered),
		cmocka_unit_test(a_salt_is_never_deterministic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
