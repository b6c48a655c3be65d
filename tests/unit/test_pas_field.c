/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_field.h"

#include <string.h>

#include "support.h"

static void expect_words(const char *name, uint64_t value, unsigned width, uint32_t version, const char *expected)
{
	const struct pas_field field = {.name = name, .values = {value}, .count = 1, .width = width};
	char words[PAS_WORDS_SIZE];

	sfw_pas_field_words(&field, version, words);
	assert_string_equal(words, expected);
}

static void software_has_a_name(void **state)
{
	(void)state;
	expect_words("sw_id", 0x04, 4, 6, "adsp");
	expect_words("sw_id", 0x77, 4, 6, "");
	expect_words("sw_id", UINT64_C(0x200000002), 8, 5, "modem, anti-rollback version 2");
	expect_words("oem_id", 0x04, 4, 6, "");
}

static void flags_of_version_6(void **state)
{
	(void)state;
	expect_words("flags", 0, 4, 6, "");
	expect_words("flags", 0x102, 4, 6, "for the listed SoC versions, debug off");
	expect_words("flags", 0xc0d, 4, 6,
		     "root of trust, for the listed serial numbers, for any OEM, for the JTAG id, for any model");
	expect_words("flags", 0x250, 4, 6, "roots revoked or activated, UIE key switched, debug on for listed serials");
	expect_words("flags", 0x3f0, 4, 6, "invalid root option, invalid UIE option, invalid debug option");
}

static void flags_of_version_7(void **state)
{
	(void)state;
	expect_words("flags", 0x155556, 4, 7, "SoC versions");
	expect_words("flags", 0x2a6aaa, 4, 7,
		     "SoC versions, feature id, JTAG id, serial numbers, OEM id, product id, root hash, debug, "
		     "root of trust, lifecycle");
}

static void digests_and_debug(void **state)
{
	(void)state;
	expect_words("hash_algorithm", 2, 4, 7, "SHA-256");
	expect_words("hash_algorithm", 3, 4, 7, "SHA-384");
	expect_words("hash_algorithm", 4, 4, 7, "");
	expect_words("debug", 2, 8, 3, "off");
	expect_words("debug", 3, 8, 3, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(software_has_a_name),
		cmocka_unit_test(flags_of_version_6),
		cmocka_unit_test(flags_of_version_7),
		cmocka_unit_test(digests_and_debug),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
