/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_key; what is loaded, and what is refused, is in tests/api/test_keys.c. */
#include "key/signing_key.h"

#include "support.h"

static void a_key_knows_its_cryptography_and_its_signatures(void **state)
{
	static const struct {
		const char *path;
		enum signfw_key_type type;
		unsigned bits;
		size_t signature_size;
		bool is_private;
	} rows[] = {
		{"vectors/keys/rsa2048.pem", SIGNFW_KEY_RSA, 2048, 256, true},
		{"vectors/keys/rsa3072.pub.pem", SIGNFW_KEY_RSA, 3072, 384, false},
		{"vectors/keys/rsa4096.pem", SIGNFW_KEY_RSA, 4096, 512, true},
		{"vectors/keys/ec256.pem", SIGNFW_KEY_ECDSA, 256, 64, true},
		{"vectors/keys/ec256.pub.pem", SIGNFW_KEY_ECDSA, 256, 64, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		signfw_key *key = load_key(rows[i].path);

		assert_non_null(key->key.secret);
		assert_int_equal(signfw_key_get_type(key), rows[i].type);
		assert_int_equal(key->key.bits, rows[i].bits);
		assert_int_equal(sfw_signature_size(sfw_algorithm_of_key(key->key.kind), key->key.bits),
				 rows[i].signature_size);
		assert_int_equal(key->key.is_private, rows[i].is_private);
		signfw_key_free(key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_knows_its_cryptography_and_its_signatures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
