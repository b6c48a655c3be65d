/* SPDX-License-Identifier: BSD-2-Clause */
/* The sizes of what is fused fit together.  Values, and keys that are refused, are in tests/api/test_keys.c. */
#include "key/fused.h"

#include "signfw/key.h"
#include "support.h"

static void keys_have_the_sizes_that_devices_expect(void **state)
{
	signfw_key *rsa = load_key("vectors/keys/rsa2048.pub.pem");
	signfw_key *ecdsa = load_key("vectors/keys/ec256.pub.pem");

	(void)state;
	assert_int_equal(sfw_fuse_check(rsa, NULL), SIGNFW_OK);
	assert_int_equal(signfw_key_get_parts(rsa)->spki_size, SFW_FUSE_SPKI_RSA);
	assert_int_equal(signfw_key_get_parts(rsa)->modulus_size, SFW_FUSE_MODULUS);
	assert_int_equal(signfw_key_get_parts(rsa)->exponent_size, SFW_FUSE_EXPONENT);
	assert_int_equal(sfw_fuse_check(ecdsa, NULL), SIGNFW_OK);
	assert_int_equal(signfw_key_get_parts(ecdsa)->spki_size, SFW_FUSE_SPKI_ECDSA);
	signfw_key_free(rsa);
	signfw_key_free(ecdsa);
}

static void a_larger_key_is_refused(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *key = load_key("vectors/keys/rsa4096.pem");

	(void)state;
	assert_int_equal(sfw_fuse_check(key, &error), SIGNFW_E_KEY);
	assert_string_equal(error.message, "an RSA key of 4096 bits; devices with a fused key take 2048 bits only");
	signfw_key_free(key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_have_the_sizes_that_devices_expect),
		cmocka_unit_test(a_larger_key_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
