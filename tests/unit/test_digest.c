/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/digest.h"

#include "support.h"

/* FIPS 180-4, of "abc". */
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

static void sha384_gives_the_known_answer(void **state)
{
	static const uint8_t expected[SFW_SHA384_SIZE] = {
		0xcb, 0x00, 0x75, 0x3f, 0x45, 0xa3, 0x5e, 0x8b, 0xb5, 0xa0, 0x3d, 0x69, 0x9a, 0xc6, 0x50, 0x07,
		0x27, 0x2c, 0x32, 0xab, 0x0e, 0xde, 0xd1, 0x63, 0x1a, 0x8b, 0x60, 0x5a, 0x43, 0xff, 0x5b, 0xed,
		0x80, 0x86, 0x07, 0x2b, 0xa1, 0xe7, 0xcc, 0x23, 0x58, 0xba, 0xec, 0xa1, 0x34, 0xc8, 0x25, 0xa7};
	static const struct span parts[] = {{(const uint8_t *)"a", 1}, {NULL, 0}, {(const uint8_t *)"bc", 2}};
	uint8_t digest[SIGNFW_DIGEST_SIZE_MAX];

	(void)state;
	assert_int_equal(sfw_digest(DIGEST_SHA384, parts, 3, digest, NULL), SIGNFW_OK);
	assert_memory_equal(digest, expected, sizeof(expected));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_gives_the_known_answer),
		cmocka_unit_test(sha384_gives_the_known_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
