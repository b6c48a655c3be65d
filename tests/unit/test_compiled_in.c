/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys that OP-TEE is built with.  The definitions, and keys that are refused, are in tests/api/test_keys.c. */
#include "key/compiled_in.h"

#include "support.h"

static void keys_of_all_usual_sizes_are_taken(void **state)
{
	static const char *const paths[] = {"vectors/keys/rsa2048.pub.pem", "vectors/keys/rsa3072.pem",
					    "vectors/keys/rsa4096.pub.pem"};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		signfw_key *key = load_key(paths[i]);

		assert_int_equal(sfw_compiled_in_check(key, NULL), SIGNFW_OK);
		signfw_key_free(key);
	}
}

static void an_ecdsa_key_is_refused(void **state)
{
	signfw_key *key = load_key("vectors/keys/ec256.pub.pem");

	(void)state;
	assert_int_equal(sfw_compiled_in_check(key, NULL), SIGNFW_E_KEY);
	signfw_key_free(key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_all_usual_sizes_are_taken),
		cmocka_unit_test(an_ecdsa_key_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
