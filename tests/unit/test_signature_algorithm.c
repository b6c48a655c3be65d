/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/signature_algorithm.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

static void sizes_follow_from_key_and_form(void **state)
{
	static const struct {
		enum algorithm_id id;
		unsigned key_bits;
		size_t size;
	} rows[] = {
		{ALGORITHM_RSA_PKCS1_SHA256, 2048, 256}, {ALGORITHM_RSA_PKCS1_SHA384, 3072, 384},
		{ALGORITHM_RSA_PSS_SHA256, 1028, 129},   {ALGORITHM_RSA_PSS_SHA384, 4096, 512},
		{ALGORITHM_ECDSA_P256_SHA256, 256, 64},  {ALGORITHM_ECDSA_P384_SHA384, 384, 104},
	};

	(void)state;
	assert_int_equal(sizeof(rows) / sizeof(rows[0]), ALGORITHM_COUNT);
	for (size_t i = 0; i < ALGORITHM_COUNT; i++)
		assert_int_equal(sfw_signature_size(sfw_algorithm(rows[i].id), rows[i].key_bits), rows[i].size);
}

static void a_name_says_key_and_digest(void **state)
{
	static const char *const names[] = {
		[ALGORITHM_RSA_PKCS1_SHA256] = "rsa-pkcs1-sha256",
		[ALGORITHM_RSA_PKCS1_SHA384] = "rsa-pkcs1-sha384",
		[ALGORITHM_RSA_PSS_SHA256] = "rsa-pss-sha256",
		[ALGORITHM_RSA_PSS_SHA384] = "rsa-pss-sha384",
		[ALGORITHM_ECDSA_P256_SHA256] = "ecdsa-p256-sha256",
		[ALGORITHM_ECDSA_P384_SHA384] = "ecdsa-p384-sha384",
	};

	(void)state;
	for (size_t i = 0; i < ALGORITHM_COUNT; i++) {
		const struct signature_algorithm *algorithm = sfw_algorithm((enum algorithm_id)i);
		char digest[32];

		assert_string_equal(algorithm->name, names[i]);
		snprintf(digest, sizeof(digest), "sha%zu", 8 * sfw_digest_size(algorithm->digest));
		assert_non_null(strstr(algorithm->name, digest));
		assert_int_equal(sfw_key_kind(algorithm->key_kind)->type == SIGNFW_KEY_RSA,
				 algorithm->form == FORM_NUMBER);
	}
}

/* Numbers of OP-TEE's containers: these and no others. */
static void sign_types_are_those_of_containers(void **state)
{
	(void)state;
	assert_null(sfw_algorithm_of_sign_type(0));
	assert_ptr_equal(sfw_algorithm_of_sign_type(1), sfw_algorithm(ALGORITHM_RSA_PKCS1_SHA256));
	assert_ptr_equal(sfw_algorithm_of_sign_type(2), sfw_algorithm(ALGORITHM_ECDSA_P256_SHA256));
	for (uint32_t type = 3; type < 300; type++)
		assert_null(sfw_algorithm_of_sign_type(type));
	assert_ptr_equal(sfw_algorithm_of_key(KEY_RSA), sfw_algorithm(ALGORITHM_RSA_PKCS1_SHA256));
	assert_ptr_equal(sfw_algorithm_of_key(KEY_EC_P256), sfw_algorithm(ALGORITHM_ECDSA_P256_SHA256));
	assert_null(sfw_algorithm_of_key(KEY_EC_P384));
}

static void messages_name_every_sign_type(void **state)
{
	(void)state;
	for (size_t i = 0; i < ALGORITHM_COUNT; i++) {
		const struct signature_algorithm *algorithm = sfw_algorithm((enum algorithm_id)i);
		char text[32];

		snprintf(text, sizeof(text), "%u (%s", algorithm->sign_type,
			 sfw_key_kind(algorithm->key_kind)->type == SIGNFW_KEY_RSA ? "RSA" : "ECDSA");
		if (algorithm->sign_type != 0)
			assert_non_null(strstr(SFW_SIGN_TYPES, text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_follow_from_key_and_form),
		cmocka_unit_test(a_name_says_key_and_digest),
		cmocka_unit_test(sign_types_are_those_of_containers),
		cmocka_unit_test(messages_name_every_sign_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
