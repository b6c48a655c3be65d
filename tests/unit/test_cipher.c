/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/cipher.h"

#include <string.h>

#include "support.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aes_cbc_gives_the_known_answers),
		cmocka_unit_test(ciphers_want_keys_and_whole_blocks),
		cmocka_unit_test(random_bytes_are_not_the_same_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
