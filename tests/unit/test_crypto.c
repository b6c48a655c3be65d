/* SPDX-License-Identifier: BSD-2-Clause */
/* Cryptography, and what becomes of a failure of OpenSSL.  Forms of keys are in tests/api/test_keys.c. */
#include "crypto/crypto.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "elf_builder.h"
#include "faults.h"
#include "key/signing_key.h"

static const struct span parts[] = {{(const uint8_t *)"one", 3}, {NULL, 0}, {(const uint8_t *)"two", 3}};
static const struct span whole = {(const uint8_t *)"onetwo", 6};

static const char *const key_paths[] = {"vectors/keys/rsa2048.pem", "vectors/keys/ec256.pem"};

static void sha256_gives_the_known_answer(void **state)
{
	static const uint8_t expected[] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
					   0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
					   0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	assert_int_equal(sfw_sha256((struct span){(const uint8_t *)"abc", 3}, digest, NULL), SIGNFW_OK);
	assert_memory_equal(digest, expected, sizeof(expected));
	assert_int_equal(sfw_sha256((struct span){NULL, 0}, digest, NULL), SIGNFW_OK);
	assert_int_equal(digest[0], 0xe3);
}

static void parts_are_signed_as_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		signfw_key *key = load_key(key_paths[i]);
		uint8_t bytes[512];
		const struct span signature = {bytes, key->key.signature_size};
		bool valid = false;

		assert_int_equal(sfw_crypto_sign(&key->key, parts, 3, false, bytes, NULL), SIGNFW_OK);
		assert_int_equal(sfw_crypto_verify(&key->key, &whole, 1, signature, &valid, NULL), SIGNFW_OK);
		assert_true(valid);
		assert_int_equal(sfw_crypto_verify(&key->key, parts, 2, signature, &valid, NULL), SIGNFW_OK);
		assert_false(valid);
		bytes[signature.size - 1] ^= 1;
		assert_int_equal(sfw_crypto_verify(&key->key, &whole, 1, signature, &valid, NULL), SIGNFW_OK);
		assert_false(valid);
		signfw_key_free(key);
	}
}

/* NIST SP 800-38A, F.2: CBC, its first block. */
static const uint8_t iv[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
static const uint8_t plain[] = {0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96,
				0xe9, 0x3d, 0x7e, 0x11, 0x73, 0x93, 0x17, 0x2a};
static const struct {
	size_t key_size;
	uint8_t key[32], encrypted[SFW_AES_BLOCK_SIZE];
} aes_rows[] = {
	{16,
	 {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c},
	 {0x76, 0x49, 0xab, 0xac, 0x81, 0x19, 0xb2, 0x46, 0xce, 0xe9, 0x8e, 0x9b, 0x12, 0xe9, 0x19, 0x7d}},
	{24,
	 {0x8e, 0x73, 0xb0, 0xf7, 0xda, 0x0e, 0x64, 0x52, 0xc8, 0x10, 0xf3, 0x2b,
	  0x80, 0x90, 0x79, 0xe5, 0x62, 0xf8, 0xea, 0xd2, 0x52, 0x2c, 0x6b, 0x7b},
	 {0x4f, 0x02, 0x1d, 0xb2, 0x43, 0xbc, 0x63, 0x3d, 0x71, 0x78, 0x18, 0x3a, 0x9f, 0xa0, 0x71, 0xe8}},
	{32,
	 {0x60, 0x3d, 0xeb, 0x10, 0x15, 0xca, 0x71, 0xbe, 0x2b, 0x73, 0xae, 0xf0, 0x85, 0x7d, 0x77, 0x81,
	  0x1f, 0x35, 0x2c, 0x07, 0x3b, 0x61, 0x08, 0xd7, 0x2d, 0x98, 0x10, 0xa3, 0x09, 0x14, 0xdf, 0xf4},
	 {0xf5, 0x8c, 0x4c, 0x04, 0xd6, 0xe5, 0xf1, 0xba, 0x77, 0x9e, 0xab, 0xfb, 0x5f, 0x7b, 0xfb, 0xd6}},
};

static void aes_cbc_gives_the_known_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(aes_rows) / sizeof(aes_rows[0]); i++) {
		const struct span key = {aes_rows[i].key, aes_rows[i].key_size};
		uint8_t bytes[2 * SFW_AES_BLOCK_SIZE];

		memcpy(bytes, plain, sizeof(plain));
		memcpy(bytes + sizeof(plain), plain, sizeof(plain));
		assert_int_equal(sfw_crypto_encrypt(key, iv, (struct span){bytes, sizeof(bytes)}, bytes, NULL),
				 SIGNFW_OK);
		assert_memory_equal(bytes, aes_rows[i].encrypted, SFW_AES_BLOCK_SIZE);
		assert_memory_not_equal(bytes + SFW_AES_BLOCK_SIZE, bytes, SFW_AES_BLOCK_SIZE);
		assert_int_equal(sfw_crypto_decrypt(key, iv, (struct span){bytes, sizeof(bytes)}, bytes, NULL),
				 SIGNFW_OK);
		assert_memory_equal(bytes, plain, sizeof(plain));
		assert_memory_equal(bytes + sizeof(plain), plain, sizeof(plain));
	}
}

static void ciphers_want_keys_and_whole_blocks(void **state)
{
	const struct span key = {aes_rows[2].key, 32};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t bytes[32];

	(void)state;
	assert_int_equal(sfw_crypto_encrypt(key, iv, (struct span){NULL, 0}, bytes, NULL), SIGNFW_OK);
	assert_int_equal(sfw_crypto_decrypt(key, iv, (struct span){plain, 15}, bytes, &error), SIGNFW_E_CRYPTO);
	assert_string_equal(error.message, "cannot decrypt: wrong final block length");
	assert_int_equal(sfw_crypto_encrypt((struct span){key.data, 31}, iv, (struct span){plain, 16}, bytes, &error),
			 SIGNFW_E_CRYPTO);
	assert_string_equal(error.message, "cannot encrypt: no cipher set");
}

static void random_bytes_are_not_the_same_twice(void **state)
{
	uint8_t one[16] = {0}, two[16] = {0};

	(void)state;
	assert_int_equal(sfw_crypto_random(one, sizeof(one), NULL), SIGNFW_OK);
	assert_int_equal(sfw_crypto_random(two, sizeof(two), NULL), SIGNFW_OK);
	assert_memory_not_equal(one, two, sizeof(one));
}

/* ---- when OpenSSL fails --------------------------------------------------- */

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
	struct crypto_key key = {0};
	const struct span bytes = {bench->key_file.data, bench->key_file.size};
	const enum signfw_status status = sfw_crypto_load_key(&key, bytes, &options, err);

	if (status == SIGNFW_OK)
		sfw_crypto_free_key(&key);
	assert_null(key.secret);
	return status;
}

static enum signfw_status sign(const struct bench *bench, struct signfw_error *err)
{
	uint8_t signature[512];

	return sfw_crypto_sign(&bench->key->key, parts, 3, false, signature, err);
}

static enum signfw_status verify(const struct bench *bench, struct signfw_error *err)
{
	bool valid = false;
	const enum signfw_status status = sfw_crypto_verify(&bench->key->key, &whole, 1, bench->signature, &valid, err);

	assert_int_equal(valid, status == SIGNFW_OK);
	return status;
}

static enum signfw_status encrypt(const struct bench *bench, struct signfw_error *err)
{
	uint8_t bytes[sizeof(plain)];

	(void)bench;
	return sfw_crypto_encrypt((struct span){aes_rows[2].key, 32}, iv, (struct span){plain, sizeof(plain)}, bytes,
				  err);
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

		assert_int_equal(sfw_crypto_sign(&bench.key->key, parts, 3, false, signature, NULL), SIGNFW_OK);
		bench.signature = (struct span){signature, bench.key->key.signature_size};
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
		struct crypto_key key = {0};

		openssl_fault = (struct fault){n, 0};

		const enum signfw_status status =
			sfw_crypto_open_key(&key, TEST_DATA "/vectors/keys/ec256.pem", &options, &error);

		assert_int_equal(ERR_peek_error(), 0);
		assert_int_equal(status, error.status);
		assert_int_equal(status == SIGNFW_OK, key.secret != NULL);
		assert_int_equal(status == SIGNFW_OK, error.message[0] == '\0');
		failed += status != SIGNFW_OK;
		sfw_crypto_free_key(&key);
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
	struct crypto_key key = {0};
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	assert_int_equal(sfw_crypto_load_key(&key, whole, &options, &error), SIGNFW_E_KEY);
	assert_int_equal(ERR_peek_error(), 0);

	ERR_raise(ERR_LIB_USER, 77);

	const unsigned long theirs = ERR_peek_error();

	assert_int_equal(sfw_crypto_load_key(&key, whole, &options, &error), SIGNFW_E_KEY);
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
		test_of(sha256_gives_the_known_answer),
		test_of(parts_are_signed_as_one),
		test_of(aes_cbc_gives_the_known_answers),
		test_of(ciphers_want_keys_and_whole_blocks),
		test_of(random_bytes_are_not_the_same_twice),
		test_of(every_call_of_openssl_may_fail),
		test_of(every_call_of_openssl_may_fail_when_a_key_is_opened),
		test_of(the_reason_is_that_of_openssl),
		test_of(the_error_queue_belongs_to_the_application),
		test_of(a_container_is_built_or_not),
		test_of(what_was_signed_has_to_verify),
		test_of(a_device_answers_or_not),
		test_of(verifying_starts_over_after_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
