/* SPDX-License-Identifier: BSD-2-Clause */
/* What becomes of a failure of OpenSSL, in src/crypto and in the verbs. */
#include "crypto/openssl_errors.h"

#include <stdlib.h>

#include "crypto/cipher.h"
#include "crypto/digest.h"
#include "crypto/key_load.h"
#include "crypto/key_open.h"
#include "crypto/signature.h"
#include "elf_builder.h"
#include "faults.h"
#include "key/signing_key.h"
#include "signfw/container.h"
#include "signfw/device.h"

static const struct span parts[] = {{(const uint8_t *)"one", 3}, {NULL, 0}, {(const uint8_t *)"two", 3}};
static const struct span whole = {(const uint8_t *)"onetwo", 6};

static const char *const key_paths[] = {"vectors/keys/rsa2048.pem", "vectors/keys/ec256.pem"};

static const uint8_t aes_key[32] = {1}, iv[SFW_AES_BLOCK_SIZE] = {2}, plain[SFW_AES_BLOCK_SIZE] = {3};

static const struct signature_algorithm *algorithm_of(const signfw_key *key)
{
	return sfw_algorithm_of_key(key->key.kind);
}

static int no_fault(void **state)
{
	(void)state;
	openssl_fault = (struct fault){0};
	signatures_are_invalid = false;
	ERR_clear_error();
	return 0;
}

/* What the operations work on. */
struct bench {
	struct test_file key_file;
	signfw_key *key;
	struct span signature;
};

typedef enum signfw_status (*operation_fn)(const struct bench *bench, struct signfw_error *err);

/* Every call of OpenSSL fails, one after the other; the operation fails with this status. */
static void fail_each(const struct bench *bench, operation_fn operation, enum signfw_status expected, int reason)
{
	for (size_t n = 1;; n++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;

		openssl_fault = (struct fault){n, reason};

		const enum signfw_status status = operation(bench, &error);

		/* nothing is left for others to find */
		assert_int_equal(ERR_peek_error(), 0);
		if (openssl_fault.countdown > 0) {
			openssl_fault.countdown = 0;
			assert_true(n > 1);
			assert_int_equal(status, SIGNFW_OK);
			return;
		}
		assert_int_equal(status, expected);
		assert_int_equal(error.status, expected);
		assert_true(error.message[0] != '\0');
	}
}

static enum signfw_status hash(const struct bench *bench, struct signfw_error *err)
{
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)bench;
	return sfw_sha256(whole, digest, err);
}

static enum signfw_status load(const struct bench *bench, struct signfw_error *err)
{
	const struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct key_pair key = {0};
	const struct span bytes = {bench->key_file.data, bench->key_file.size};
	const enum signfw_status status = sfw_key_load(&key, bytes, &options, err);

	if (status == SIGNFW_OK)
		sfw_key_pair_free(&key);
	assert_null(key.secret);
	return status;
}

static enum signfw_status sign(const struct bench *bench, struct signfw_error *err)
{
	uint8_t signature[512];
	size_t size;

	return sfw_crypto_sign(&bench->key->key, algorithm_of(bench->key), parts, 3, false, signature, &size, err);
}

static enum signfw_status verify(const struct bench *bench, struct signfw_error *err)
{
	bool valid = false;
	const enum signfw_status status =
		sfw_crypto_verify(&bench->key->key, algorithm_of(bench->key), &whole, 1, bench->signature, &valid, err);

	assert_int_equal(valid, status == SIGNFW_OK);
	return status;
}

static enum signfw_status encrypt(const struct bench *bench, struct signfw_error *err)
{
	uint8_t bytes[sizeof(plain)];

	(void)bench;
	return sfw_crypto_encrypt((struct span){aes_key, sizeof(aes_key)}, iv, (struct span){plain, sizeof(plain)},
				  bytes, err);
}

static enum signfw_status get_random(const struct bench *bench, struct signfw_error *err)
{
	uint8_t bytes[4];

	(void)bench;
	return sfw_crypto_random(bytes, sizeof(bytes), err);
}

static void every_call_of_openssl_may_fail(void **state)
{
	static const struct {
		operation_fn operation;
		enum signfw_status expected;
	} rows[] = {
		{hash, SIGNFW_E_CRYPTO},   {load, SIGNFW_E_KEY},       {sign, SIGNFW_E_CRYPTO},
		{verify, SIGNFW_E_CRYPTO}, {encrypt, SIGNFW_E_CRYPTO}, {get_random, SIGNFW_E_CRYPTO},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct bench bench = {load_file(key_paths[i]), load_key(key_paths[i]), {NULL, 0}};
		uint8_t signature[512];

		bench.signature.data = signature;
		assert_int_equal(sfw_crypto_sign(&bench.key->key, algorithm_of(bench.key), parts, 3, false, signature,
						 &bench.signature.size, NULL),
				 SIGNFW_OK);
		for (size_t j = 0; j < sizeof(rows) / sizeof(rows[0]); j++) {
			fail_each(&bench, rows[j].operation, rows[j].expected, 0);
			fail_each(&bench, rows[j].operation, SIGNFW_E_MEMORY, ERR_R_MALLOC_FAILURE);
		}
		signfw_key_free(bench.key);
		free(bench.key_file.data);
	}
}

/* The key of a file, in an OpenSSL of its own.  What can't be read behind the key isn't missed. */
static void every_call_of_openssl_may_fail_when_a_key_is_opened(void **state)
{
	static const char *const providers[] = {"default"};
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	size_t failed = 0;

	(void)state;
	options.providers = providers;
	options.provider_count = 1;
	for (size_t n = 1;; n++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		struct key_pair key = {0};

		openssl_fault = (struct fault){n, 0};

		const enum signfw_status status =
			sfw_key_open(&key, TEST_DATA "/vectors/keys/ec256.pem", &options, &error);

		assert_int_equal(ERR_peek_error(), 0);
		assert_int_equal(status, error.status);
		assert_int_equal(status == SIGNFW_OK, key.secret != NULL);
		assert_int_equal(status == SIGNFW_OK, error.message[0] == '\0');
		failed += status != SIGNFW_OK;
		sfw_key_pair_free(&key);
		if (openssl_fault.countdown > 0) {
			assert_int_equal(status, SIGNFW_OK);
			assert_true(failed > 10);
			return;
		}
	}
}

static void the_reason_is_that_of_openssl(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	openssl_fault = (struct fault){1, ERR_R_DISABLED};
	assert_int_equal(sfw_sha256(whole, digest, &error), SIGNFW_E_CRYPTO);
	assert_string_equal(error.message,
			    "cannot compute SHA-256: called a function that was disabled at compile-time");
	openssl_fault = (struct fault){1, 0};
	assert_int_equal(sfw_sha256(whole, digest, &error), SIGNFW_E_CRYPTO);
	assert_string_equal(error.message, "cannot compute SHA-256");
}

/* An application that uses OpenSSL itself finds its own errors, and only those. */
static void the_error_queue_belongs_to_the_application(void **state)
{
	const struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct key_pair key = {0};
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	assert_int_equal(sfw_key_load(&key, whole, &options, &error), SIGNFW_E_KEY);
	assert_int_equal(ERR_peek_error(), 0);

	ERR_raise(ERR_LIB_USER, 77);

	const unsigned long theirs = ERR_peek_error();

	assert_int_equal(sfw_key_load(&key, whole, &options, &error), SIGNFW_E_KEY);
	assert_int_equal(ERR_peek_last_error(), theirs);
	/* nor is it taken for a reason of ours */
	openssl_fault = (struct fault){1, 0};
	assert_int_equal(sfw_sha256(whole, digest, &error), SIGNFW_E_CRYPTO);
	assert_string_equal(error.message, "cannot compute SHA-256");
	assert_int_equal(ERR_get_error(), theirs);
	assert_int_equal(ERR_peek_error(), 0);
}

/* ---- what the verbs make of it -------------------------------------------- */

static void a_container_is_built_or_not(void **state)
{
	const struct test_file file = elf_good();
	const struct signfw_input input = {file.data, file.size, "a.elf"};
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");
	signfw_container *const before = (signfw_container *)(void *)key;
	signfw_container *container = before;
	enum signfw_status status = SIGNFW_E_CRYPTO;

	(void)state;
	for (size_t n = 1; status != SIGNFW_OK; n++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;

		assert_ptr_equal(container, before);
		openssl_fault.countdown = n;
		status = signfw_build(&container, &input, 1, key, NULL, &error);
		assert_int_equal(status, openssl_fault.countdown == 0 ? SIGNFW_E_CRYPTO : SIGNFW_OK);
		assert_int_equal(error.status, status);
		assert_true(n < 100);
	}
	signfw_container_free(container);
	signfw_key_free(key);
	free(file.data);
}

/* What fails here is ours: the device didn't answer. */
static void a_device_answers_or_not(void **state)
{
	static const struct {
		const char *version, *key, *container;
	} rows[] = {
		{"st-4.0", "vectors/keys/rsa2048.pem", "vectors/sign-st/st40_enc256.sign"},
		{"st-4.0-otp", "vectors/keys/rsa2048.pem", "vectors/sign-st/st40_pkh_rsa2048.sign"},
	};
	static const uint8_t enc_key[SIGNFW_ENC_KEY_SIZE] = {1};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		const struct test_file file = load_file(rows[i].container);
		signfw_key *key = load_key(rows[i].key);
		enum signfw_status status = SIGNFW_E_CRYPTO;
		struct signfw_answer answer = {0};

		options.version = rows[i].version;
		options.key = key;
		options.enc_key = enc_key;
		for (size_t n = 1; status != SIGNFW_OK || openssl_fault.countdown == 0; n++) {
			struct signfw_error error = SIGNFW_ERROR_INIT;
			signfw_device *device = NULL;

			assert_int_equal(signfw_device_new(&device, &options, &error), SIGNFW_OK);
			openssl_fault.countdown = n;
			status = signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, file.data, file.size, &answer,
						      &error);
			assert_true(status == SIGNFW_OK || status == SIGNFW_E_CRYPTO);
			assert_int_equal(error.status, status);
			/* a key that can't be read is one that verifies nothing */
			if (openssl_fault.countdown == 0 && status == SIGNFW_OK)
				assert_int_equal(answer.result, SIGNFW_TEE_SIGNATURE_INVALID);
			signfw_device_free(device);
			assert_true(n < 100);
		}
		openssl_fault.countdown = 0;
		assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
		signfw_key_free(key);
		free(file.data);
	}
}

static void what_was_signed_has_to_verify(void **state)
{
	const struct test_file file = elf_good();
	const struct signfw_input input = {file.data, file.size, "a.elf"};
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;

	(void)state;
	signatures_are_invalid = true;
	assert_int_equal(signfw_build(&container, &input, 1, key, NULL, &error), SIGNFW_E_CRYPTO);
	assert_string_equal(error.message, "what was signed doesn't verify");
	assert_null(container);
	signfw_key_free(key);
	free(file.data);
}

/* A failure is of this call only: the next one finds what is to be found, where it is. */
static void verifying_starts_over_after_a_failure(void **state)
{
	const struct test_file file = load_file("vectors/sign/two_images.sign");
	signfw_key *key = load_key("vectors/keys/rsa2048.pub.pem");
	signfw_key *other_key = load_key("vectors/keys/ec256.pub.pem");
	signfw_container *container = NULL;
	enum signfw_status status = SIGNFW_E_CRYPTO;

	(void)state;
	assert_int_equal(signfw_container_inspect(&container, file.data, file.size, NULL), SIGNFW_OK);
	for (size_t n = 1; status != SIGNFW_OK; n++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;

		openssl_fault.countdown = n;
		status = signfw_container_verify(container, key, NULL, &error);
		assert_int_equal(status, openssl_fault.countdown == 0 ? SIGNFW_E_CRYPTO : SIGNFW_OK);
		openssl_fault.countdown = 0;
		assert_int_equal(signfw_container_verify(container, other_key, NULL, &error), SIGNFW_E_SIGNATURE);
		assert_string_equal(error.message, "the signature is of type RSA, the key is ECDSA");
		assert_true(n < 100);
	}
	signfw_container_free(container);
	signfw_key_free(key);
	signfw_key_free(other_key);
	free(file.data);
}

#define test_of(test) cmocka_unit_test_setup_teardown(test, no_fault, no_fault)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_of(every_call_of_openssl_may_fail), test_of(every_call_of_openssl_may_fail_when_a_key_is_opened),
		test_of(the_reason_is_that_of_openssl),  test_of(the_error_queue_belongs_to_the_application),
		test_of(a_container_is_built_or_not),    test_of(what_was_signed_has_to_verify),
		test_of(a_device_answers_or_not),        test_of(verifying_starts_over_after_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
